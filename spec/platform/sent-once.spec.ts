// Who repeats a request behind the client's back: what each situation costs at the server, counted there.
import { expect } from 'chai';
import { bothBuilds } from '../support/both-builds.ts';
import { type Answer, reset } from '../support/loopback.ts';
import { rejectionOf, request } from '../support/world.ts';

const CALLS = 12;

bothBuilds('a request', {
  'that is answered with a status for which platforms repeat': {
    async 'is sent once for each call'({ serve, client }) {
      for (const status of [401, 408, 421, 425, 429, 500, 503]) {
        const server = await serve({ status, body: '', headers: { 'retry-after': '0' } });
        const caller = client(server.url);
        for (let call = 0; call < CALLS; call++) {
          expect(await rejectionOf(caller.forgotPassword(request)), `${status}`).to.include({ outcome: 'unknown' });
        }
        expect(server.requests, `${status}`).to.have.length(CALLS);
      }
    },
  },
  'on a kept connection that breaks': {
    async 'is sent once for each call'({ serve, client }) {
      for (const broken of [
        reset,
        { body: '', after: 'close' },
        { raw: 'HTTP/1.1 200 OK\r\ncontent-', after: 'close' },
      ]) {
        const answers = Array.from({ length: CALLS }, (_, index): Answer => (index % 2 ? (broken as Answer) : {}));
        const server = await serve(...answers);
        const caller = client(server.url);
        for (let call = 0; call < CALLS; call++) await caller.forgotPassword(request).catch(() => {});
        expect(server.requests).to.have.length(CALLS);
      }
    },
  },
  'whose answer is a redirect': {
    async 'goes nowhere else'({ serve, client }) {
      const other = await serve();
      for (const status of [301, 302, 303, 307, 308]) {
        const server = await serve({ status, headers: { location: other.url }, body: '' });
        await rejectionOf(client(server.url).forgotPassword(request));
        expect(server.requests).to.have.length(1);
      }
      expect(other.requests).to.have.length(0);
    },
  },
  'of any size': {
    async 'is sent with its length, and not in chunks'({ serve, client }) {
      const server = await serve();
      await client(server.url).forgotPassword({ ...request, ClientMetadata: { key: 'ü'.repeat(100_000) } });
      const [sent] = server.requests;
      expect(sent?.headers['content-length']).to.equal(`${Buffer.byteLength(sent?.body ?? '')}`);
      expect(sent?.headers).not.to.have.property('transfer-encoding');
    },
  },
});
