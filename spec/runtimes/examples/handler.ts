// What every example that answers requests must do.
import { openExample } from '../cases/scenario.ts';
import type { Context, Harness } from '../harness.ts';

/** An example's answer. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Asks an example for a code. */
export type Handle = (username: string) => Promise<Reply>;

/** An example must not tell who has an account, and must not bother the service with what cannot be a name. */
export async function checkHandler(harness: Harness, ctx: Context, handle: Handle): Promise<void> {
  const example = openExample(ctx);
  const countBefore = await example.count();
  const known = await handle('alice@example.com');
  harness.equal(known, { status: 202, text: 'If there is such an account, a code is on its way.' });
  harness.equal(await handle('nobody@example.com'), known);
  harness.equal((await handle('alice smith')).status, 400);
  harness.equal((await example.count()) - countBefore, 2);
}

/** A handler that is reached over HTTP. */
export const overHttp =
  (url: string): Handle =>
  async (username) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ username }) });
    return { status: response.status, text: await response.text() };
  };

/** A handler that takes a request and returns a response, as the web platform has them. */
export const overRequest =
  (fetchHandler: (request: Request) => Response | Promise<Response>): Handle =>
  async (username) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username }),
    };
    const response = await fetchHandler(new Request('https://example.com/forgot-password', init));
    return { status: response.status, text: await response.text() };
  };
