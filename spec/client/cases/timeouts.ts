import { expect } from 'chai';
import { type Answer, muteServer, refusal, silence } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

const halfAnswered: Answer = { body: '{"CodeDelivery', after: 'hang' };

/** A clock that jumps two minutes ahead at the first such event, as that of a machine that was asleep. */
function standingStillAt(event: string) {
  let sleptMs = 0;
  return {
    now: (): number => performance.now() + sleptMs,
    onEvent({ type }: { readonly type: string }): void {
      if (type === event) sleptMs = 120_000;
    },
  };
}

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
    async 'begins when the request is sent, and not while other calls have all connections'({ build, serve, client }) {
      // The web build leaves connections to the platform.
      if (build === 'web') return;
      const server = await serve({ held: true }, {});
      const caller = client(server.url, { maxConnections: 1, requestTimeoutMs: 200, maxAttempts: 1 });
      const first = rejectionOf(caller.forgotPassword(request));
      await server.arrival(1);
      const second = caller.forgotPassword({ ...request, Username: 'second' });
      // Longer than the second call could have waited.
      expect(await first).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', outcome: 'unknown' });
      await second;
      expect(server.requests).to.have.length(2);
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
      // A clock that is faster than the waits, so that they take more time than was planned for.
      const now = (): number => 4 * performance.now();
      const error = await rejectionOf(
        client(server.url, { timeoutMs: 2_000, maxAttempts: 99 }, { now }).forgotPassword(request),
      );
      expect(error).to.include({ name: 'TooManyRequestsException' });
      expect(error.$metadata.attempts).to.be.greaterThan(1).and.lessThan(10);
    },
    async 'ends a call that stood still while it waited, with the error of its last attempt'({ serve, client }) {
      const server = await serve(refusal('TooManyRequestsException'), {});
      const { now, onEvent } = standingStillAt('retry-scheduled');
      const error = await rejectionOf(client(server.url, { onEvent }, { now }).forgotPassword(request));
      expect(error).to.include({ name: 'TooManyRequestsException', outcome: 'rejected' });
      expect(server.requests).to.have.length(1);
    },
    async 'lets nothing be sent once it is over'({ serve, client }) {
      const server = await serve({});
      const { now, onEvent } = standingStillAt('attempt-started');
      const caller = client(server.url, { onEvent }, { now });
      const error = await rejectionOf(caller.forgotPassword(request));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'connect', outcome: 'not-sent' });
      expect(server.requests).to.have.length(0);
      // The place of the call is free again.
      await caller.forgotPassword(request);
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
