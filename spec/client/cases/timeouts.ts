import { expect } from 'chai';
import { type Answer, muteServer, refusal, silence } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

const halfAnswered: Answer = { body: '{"CodeDelivery', after: 'hang' };

/** What ends a call that takes too long. */
export const timeoutCases: Cases = {
  requestTimeoutMs: {
    async 'ends an attempt that is not answered, and the outcome is unknown'({ call, lib }) {
      const { error, server } = await call([silence], { requestTimeoutMs: 250 });
      expect(error).to.be.instanceOf(lib.TransportError);
      expect(error).to.include({
        code: 'ERR_TRANSPORT_TIMEOUT',
        phase: 'request',
        outcome: 'unknown',
        retryable: false,
      });
      expect(error.$metadata).to.include({ attempts: 1 });
      expect(server.requests).to.have.length(1);
      await server.disconnection();
    },
    async 'runs to the last byte of the answer'({ call }) {
      const { error, server } = await call([halfAnswered], { requestTimeoutMs: 400 });
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'response', outcome: 'unknown' });
      await server.disconnection();
    },
    async 'holds for each attempt by itself'({ serve, client }) {
      const server = await serve(silence, silence, {});
      const caller = client(server.url, { requestTimeoutMs: 400, delivery: 'at-least-once' });
      expect((await caller.forgotPassword(request)).$metadata.attempts).to.equal(3);
    },
  },

  timeoutMs: {
    async 'ends the whole call, though attempts would be left'({ call }) {
      const { error, server } = await call([silence], { timeoutMs: 250, delivery: 'at-least-once' });
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'request', outcome: 'unknown' });
      expect(server.requests).to.have.length(1);
    },
    async 'of one call goes before that of the client'({ serve, client }) {
      const { url } = await serve(silence);
      const error = await rejectionOf(client(url).forgotPassword(request, { timeoutMs: 50 }));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT' });
    },
    async 'is spent by attempts and waits together'({ serve, client }) {
      const server = await serve({ ...refusal('TooManyRequestsException'), headers: { 'x-amz-retry-after': '250' } });
      let time = 0;
      // A clock that goes on by itself: at each look, 200 ms have passed.
      const now = (): number => {
        time += 200;
        return time;
      };
      const error = await rejectionOf(
        client(server.url, { timeoutMs: 2_000, maxAttempts: 99 }, { now }).forgotPassword(request),
      );
      expect(error).to.include({ name: 'TooManyRequestsException' });
      expect(error.$metadata.attempts).to.be.greaterThan(1).and.lessThan(10);
    },
    async 'and the others are no concern of a call that is answered in time'({ serve, client }) {
      const server = await serve({});
      const limits = { timeoutMs: 2 ** 31 - 1, requestTimeoutMs: 2 ** 31 - 1, connectTimeoutMs: 2 ** 31 - 1 };
      await client(server.url, limits).forgotPassword(request);
      expect(server.requests).to.have.length(1);
    },
  },

  connectTimeoutMs: {
    async 'ends an attempt to connect, TLS included, after which nothing was sent'({ build, client }) {
      // On the web nobody tells how far a connection has come.
      if (build === 'web') return;
      await using mute = await muteServer();
      const error = await rejectionOf(client(mute.url, { connectTimeoutMs: 50 }).forgotPassword(request));
      expect(error).to.include({
        code: 'ERR_TRANSPORT_TIMEOUT',
        phase: 'connect',
        outcome: 'not-sent',
        retryable: true,
      });
      expect(error.$metadata.attempts).to.equal(3);
      expect(mute.connections()).to.equal(3);
    },
  },

  'a call whose settings take longer than it has time': {
    async 'was not sent'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve();
      let answer = (): void => {};
      const fillIn = (config: object): Promise<object> =>
        new Promise((resolve) => {
          answer = () => resolve(config);
        });
      const caller = client(server.url, { timeoutMs: 50 }, { fillIn });
      const error = await rejectionOf(caller.forgotPassword(request));
      answer();
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'connect', outcome: 'not-sent' });
      expect(server.connections()).to.equal(0);
    },
  },

  'a call that waits for a connection longer than it has time': {
    async 'was not sent, and is not sent later'({ build, serve, client }) {
      // The web build leaves connections to the platform.
      if (build === 'web') return;
      const server = await serve({ held: true }, {});
      const caller = client(server.url, { maxConnections: 1 });
      const first = caller.forgotPassword(request);
      await server.arrival(1);
      const error = await rejectionOf(caller.forgotPassword({ ...request, Username: 'late' }, { timeoutMs: 50 }));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'connect', outcome: 'not-sent' });
      server.release();
      await first;
      await caller.forgotPassword({ ...request, Username: 'next' });
      expect(server.requests.map(({ body }) => JSON.parse(body).Username)).to.deep.equal(['alice', 'next']);
    },
  },

  'a reply that comes after the time is over': {
    async 'changes nothing'({ serve, client }) {
      const server = await serve({ held: true }, {});
      const caller = client(server.url);
      const error = await rejectionOf(caller.forgotPassword(request, { timeoutMs: 250 }));
      server.release();
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', outcome: 'unknown' });
      expect((await caller.forgotPassword(request)).$metadata.attempts).to.equal(1);
    },
  },
};
