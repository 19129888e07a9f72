import { createForgotPasswordHandler, memoryLimiter } from 'cognito-forgot-password/handler';
import { createCognito } from 'cognito-forgot-password/testing';
import { PLAIN, POOL } from '../cognito.ts';
import type { Cases } from '../harness.ts';

const isRoutePlatform = typeof Response === 'function' && typeof globalThis.crypto?.subtle === 'object';
const ORIGIN = 'https://www.example.com';

const post = (path: string, body: string, contentType = 'application/json'): Request =>
  new Request(`${ORIGIN}/forgot-password${path}`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  });

/** The route, which needs no other runtime than the client, but all of the web platform's requests and responses. */
export const handlerCases: Cases = {
  'answers both steps of the route, whoever the user is, within its limits': async (harness, lib) => {
    if (!isRoutePlatform) return;
    const { transport, codeOf } = createCognito(POOL);
    const config = { endpointUrl: 'https://cognito.example', clientId: PLAIN, transport };
    const client = new lib.ForgotPasswordClient(config);
    const handle = createForgotPasswordHandler({ client, limiter: memoryLimiter(), minimumMs: 100 });
    const seen = async (request: Request): Promise<unknown> => {
      const response = await handle(request);
      return [response.status, response.headers.get('cache-control'), await response.text()];
    };
    const accepted = [202, 'no-store', '{"status":"accepted"}'];
    const refused = [400, 'no-store', '{"error":"invalid_code"}'];
    const changed = [200, 'no-store', '{"status":"password-changed"}'];
    const confirm = (username: string, code: string): Request =>
      post('/confirm', JSON.stringify({ username, code, password: 'Correct-Horse-7' }));
    for (const username of ['alice', 'nobody']) {
      harness.equal(await seen(post('', JSON.stringify({ username }))), accepted, username);
      harness.equal(await seen(confirm(username, '000000')), refused, username);
    }
    harness.equal(await seen(confirm('alice', `${codeOf('alice')}`)), changed);
    const form = 'application/x-www-form-urlencoded';
    for (let count = 0; count < 4; count++) harness.equal(await seen(post('', 'username=alice', form)), accepted);
    harness.equal((await handle(post('', 'username=alice', form))).status, 429);
    harness.equal((await handle(new Request(`${ORIGIN}/forgot-password`))).status, 405);
  },
};
