// Whether a request was made by a page of another site. A browser says so in headers that no page can set; a program
// says nothing, and needs no protection from itself.

/** What decides about a request's origin. */
export interface OriginRule {
  /** Absent: the origin of the request's URL. */
  readonly allowedOrigins: readonly string[] | undefined;
}

/** Tells whether a page of an origin that is not allowed made the request. */
export function isForeign(request: Request, { allowedOrigins }: OriginRule): boolean {
  const allowed = allowedOrigins ?? [new URL(request.url).origin];
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin !== null && origin !== 'null') {
    return !allowed.includes(origin) || (site === 'cross-site' && !allowedOrigins);
  }
  // A page with `Referrer-Policy: no-referrer` posts its forms with `Origin: null`; so does a sandboxed frame.
  if (origin === 'null') return site !== 'same-origin';
  return site === 'cross-site' || site === 'same-site';
}

/** The headers that let a page of another allowed origin read the answer. */
export function corsHeaders(request: Request, { allowedOrigins }: OriginRule): Readonly<Record<string, string>> {
  if (!allowedOrigins) return {};
  const origin = request.headers.get('origin');
  const allow = origin !== null && allowedOrigins.includes(origin) ? { 'access-control-allow-origin': origin } : {};
  return { ...allow, 'access-control-expose-headers': 'retry-after', vary: 'origin' };
}

/** The answer to a CORS preflight of an allowed origin; nothing for any other request. */
export function preflightAnswer(request: Request, rule: OriginRule): Response | undefined {
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  if (!isPreflight || !rule.allowedOrigins || isForeign(request, rule)) return undefined;
  const headers = {
    ...corsHeaders(request, rule),
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
    'cache-control': 'no-store',
  };
  return new Response(null, { status: 204, headers });
}
