// From an answer to a response: JSON, or a redirect to a page.
import { type Answer, type AnswerName, answers } from './answers.ts';
import type { HandlerPages } from './options.ts';

/** Whether the request is the post of a form by a page, whose answer the user is going to see. */
function isFormPost(request: Request): boolean {
  const isForm = !/^application\/json\b/i.test(request.headers.get('content-type') ?? '');
  return isForm && (request.headers.get('accept') ?? '').includes('text/html');
}

/** Makes the response to a request. */
export function respond(
  request: Request,
  name: AnswerName,
  pages: HandlerPages,
  extraHeaders: Readonly<Record<string, string>>,
): Response {
  const { status, body, page }: Answer = answers[name];
  const headers = { 'cache-control': 'no-store', ...extraHeaders };
  const location = page && isFormPost(request) ? pages[page] : undefined;
  if (location) return new Response(null, { status: 303, headers: { ...headers, location } });
  const json = { ...headers, 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };
  return new Response(JSON.stringify(body), { status, headers: json });
}
