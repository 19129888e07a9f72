// Requests as browsers and programs make them, and what can be seen of the answers.
const ORIGIN = 'https://www.example.com';

type HeaderFields = Readonly<Record<string, string>>;

/** The URL of a step. */
export const urlOf = (path = ''): string => `${ORIGIN}/forgot-password${path}`;

/** A request with a JSON body. */
export const jsonRequest = (body: unknown, path = '', headers: HeaderFields = {}): Request =>
  new Request(urlOf(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** The post of a form by a page. */
export const formRequest = (fields: Readonly<Record<string, string>>, path = '', headers: HeaderFields = {}): Request =>
  new Request(urlOf(path), {
    method: 'POST',
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', ...headers },
    body: new URLSearchParams(fields),
  });

/** A wrong code for a user. */
export const confirmBody = (username: string, code = '000000', password = 'Correct-Horse-7') => ({
  username,
  code,
  password,
});

/** Everything that can be seen of a response. */
export async function seenOf(response: Response) {
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

/** Status and JSON of a response. */
export async function answerOf(response: Response): Promise<readonly [status: number, body: unknown]> {
  const text = await response.text();
  return [response.status, text && JSON.parse(text)];
}
