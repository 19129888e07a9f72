// The border between the client and whatever carries its requests.

/** The headers of a reply, read by lower-case name: a `Headers` object fits. */
export interface ResponseHeaders {
  /** The value of one header; `null` or `undefined` where it is absent. */
  get(name: string): string | null | undefined;
}

/** What is sent. */
export interface TransportRequest {
  readonly method: 'POST';
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, to be sent as UTF-8. Holds secrets: never to be logged. */
  readonly body: string;
  /** A redirect is an answer like any other: it must not be followed. */
  readonly redirect: 'manual';
}

/** What a transport brings back: a `Response` fits. Where there is a `body`, it is read instead of `text`. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body?: Pick<ReadableStream<Uint8Array>, 'getReader'> | null | undefined;
  /** The whole body. */
  text(): Promise<string>;
}

/**
 * Carries one request, once: a function like `fetch`, and `fetch` itself is one. The `signal` aborts when the caller
 * aborts or the attempt's time is over. An error that is no `ForgotPasswordError` becomes a `TransportError` with
 * `outcome: 'unknown'`, unless its code tells that no connection was made.
 */
export type Transport = (
  url: string,
  request: TransportRequest & { readonly signal: AbortSignal },
) => Promise<TransportResponse>;

/** One reply, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Decodes the body; throws when it is no UTF-8. */
  readonly body: () => string;
}

/**
 * Carries one request within limits: settles within `timeoutMs`, and as soon as the caller's `signal` aborts. It calls
 * `onSend` before the service can have seen anything of the request.
 */
export type Send = (
  url: string,
  request: TransportRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  maxResponseBytes: number,
  onSend: () => void,
) => Promise<Reply>;
