import { getEventListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { ClientEvent } from '../../../lib/client/events.ts';
import { openCognito } from '../../support/cognito.ts';
import { muteServer, refusal, silence } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

// Whatever a caller aborts with, the call rejects with: an error, or anything else.
const reasons = [new Error('changed my mind'), 'text', 0, null, new RangeError('mine')];

/** A call that the caller gives up. */
export const abortCases: Cases = {
  'a call aborted before it begins': {
    async "rejects with the signal's own reason, and sends nothing"({ serve, client }) {
      const server = await serve();
      for (const reason of reasons) {
        const signal = AbortSignal.abort(reason);
        expect(await rejectionOf(client(server.url).forgotPassword(request, { signal }))).to.equal(reason);
      }
      const signal = AbortSignal.abort();
      expect(await rejectionOf(client(server.url).forgotPassword(request, { signal }))).to.equal(signal.reason);
      expect(server.connections()).to.equal(0);
    },
    async 'sends nothing even if it was aborted in the very tick of the call'({ serve, client }) {
      const server = await serve();
      const abortion = new AbortController();
      const caller = client(server.url, { clientSecret: 'secret' });
      const failed = rejectionOf(caller.forgotPassword(request, { signal: abortion.signal }));
      abortion.abort('now');
      expect(await failed).to.equal('now');
      await caller.forgotPassword({ ...request, Username: 'bob' });
      expect(server.requests.map(({ body }) => JSON.parse(body).Username)).to.deep.equal(['bob']);
    },
    async 'does not reach a transport of its own either'({ lib }) {
      const abortion = new AbortController();
      const { transport, requests } = openCognito();
      const client = new lib.ForgotPasswordClient({
        region: 'eu-west-1',
        transport,
        onEvent: () => abortion.abort('now'),
      });
      expect(await rejectionOf(client.forgotPassword(request, { signal: abortion.signal }))).to.equal('now');
      expect(requests).to.have.length(0);
    },
  },

  'a call aborted while its settings are looked up': {
    async "rejects with the signal's own reason, and sends nothing"({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve();
      const abortion = new AbortController();
      let answer = (): void => {};
      const fillIn = (config: object): Promise<object> => {
        setImmediate(() => abortion.abort('enough'));
        return new Promise((resolve) => {
          answer = () => resolve(config);
        });
      };
      const failed = client(server.url, {}, { fillIn }).forgotPassword(request, { signal: abortion.signal });
      expect(await rejectionOf(failed)).to.equal('enough');
      answer();
      expect(server.connections()).to.equal(0);
    },
  },

  'a call aborted while it connects': {
    async "rejects with the signal's own reason, and knows on Node that nothing was sent"({ build, client }) {
      await using mute = await muteServer();
      for (const reason of reasons) {
        const abortion = new AbortController();
        const events: ClientEvent[] = [];
        const caller = client(mute.url, { onEvent: (event) => events.push(event) });
        const connected = mute.connection();
        const failed = rejectionOf(caller.forgotPassword(request, { signal: abortion.signal }));
        await connected;
        abortion.abort(reason);
        expect(await failed).to.equal(reason);
        const outcome = build === 'node' ? 'not-sent' : 'unknown';
        expect(events.at(-1)).to.include({ type: 'call-finished', outcome, attempts: 1 });
      }
    },
  },

  'a call aborted while it waits for its answer': {
    async "rejects with the signal's own reason, and lets go of the connection"({ serve, client }) {
      for (const reason of reasons) {
        const server = await serve(silence);
        const abortion = new AbortController();
        const failed = rejectionOf(client(server.url).forgotPassword(request, { signal: abortion.signal }));
        await server.arrival(1);
        abortion.abort(reason);
        expect(await failed).to.equal(reason);
        await server.disconnection();
        expect(server.requests).to.have.length(1);
      }
    },
    async 'is not repeated, not even under at-least-once'({ serve, client }) {
      const server = await serve(silence);
      const signal = AbortSignal.timeout(250);
      const error = await rejectionOf(
        client(server.url, { delivery: 'at-least-once' }).forgotPassword(request, { signal }),
      );
      expect(error).to.equal(signal.reason);
      expect(error.name).to.equal('TimeoutError');
      expect(server.requests).to.have.length(1);
    },
  },

  'a call aborted while it reads its answer': {
    async "rejects with the signal's own reason, and lets go of the connection"({ serve, client }) {
      const server = await serve({ body: '{"CodeDelivery', after: 'hang' });
      const abortion = new AbortController();
      const onEvent = (): void => {};
      const failed = rejectionOf(client(server.url, { onEvent }).forgotPassword(request, { signal: abortion.signal }));
      await server.arrival(1);
      // The head and the first bytes are on their way; give them the turns of the event loop that they take.
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      abortion.abort('enough');
      expect(await failed).to.equal('enough');
      await server.disconnection();
    },
  },

  'a call aborted while it waits before another attempt': {
    async "rejects with the signal's own reason at once"({ serve, client }) {
      for (const reason of reasons) {
        const server = await serve({ ...refusal('TooManyRequestsException'), headers: { 'retry-after': '5' } });
        const abortion = new AbortController();
        const events: ClientEvent[] = [];
        const onEvent = (event: ClientEvent): void => {
          events.push(event);
          if (event.type === 'retry-scheduled') setImmediate(() => abortion.abort(reason));
        };
        const caller = client(server.url, { onEvent });
        expect(await rejectionOf(caller.forgotPassword(request, { signal: abortion.signal }))).to.equal(reason);
        expect(server.requests).to.have.length(1);
        expect(events.at(-1)).to.include({ type: 'call-finished', outcome: 'rejected', attempts: 1 });
      }
    },
    async 'by the listener that is told of it, ends before the wait does'({ serve, client }) {
      const server = await serve({ ...refusal('TooManyRequestsException'), headers: { 'retry-after': '15' } });
      const abortion = new AbortController();
      const onEvent = ({ type }: ClientEvent): void => {
        if (type === 'retry-scheduled') abortion.abort('enough');
      };
      const failed = rejectionOf(client(server.url, { onEvent }).forgotPassword(request, { signal: abortion.signal }));
      // A wait is 5 s here.
      const late = new AbortController();
      const winner = await Promise.race([failed, setTimeout(4_000, 'late', { signal: late.signal }).catch(() => {})]);
      late.abort();
      expect(winner).to.equal('enough');
    },
  },

  'a signal': {
    async 'that never fires is left without listeners'({ serve, client }) {
      const { signal } = new AbortController();
      const server = await serve(
        {},
        refusal('TooManyRequestsException'),
        {},
        refusal('NotAuthorizedException'),
        silence,
      );
      const caller = client(server.url, { requestTimeoutMs: 400 });
      await caller.forgotPassword(request, { signal });
      await caller.forgotPassword(request, { signal });
      await rejectionOf(caller.forgotPassword(request, { signal }));
      await rejectionOf(caller.forgotPassword(request, { signal }));
      expect(getEventListeners(signal, 'abort')).to.have.length(0);
    },
    async 'has one listener, however many calls share it, so that Node warns of no leak'({ serve, client }) {
      const warnings: Error[] = [];
      const onWarning = (warning: Error): void => void warnings.push(warning);
      process.on('warning', onWarning);
      const { signal } = new AbortController();
      const server = await serve({ held: true });
      const caller = client(server.url);
      const calls = Array.from({ length: 11 }, () => caller.forgotPassword(request, { signal }));
      await server.arrival(11);
      expect(getEventListeners(signal, 'abort')).to.have.length(1);
      server.release();
      await Promise.all(calls);
      // Node tells of warnings in a later turn.
      await new Promise(setImmediate);
      process.off('warning', onWarning);
      expect(warnings).to.deep.equal([]);
      expect(getEventListeners(signal, 'abort')).to.have.length(0);
    },
    async 'ends all calls that share it'({ serve, client }) {
      const server = await serve(silence);
      const abortion = new AbortController();
      const caller = client(server.url);
      const options = { signal: abortion.signal };
      const failed = Array.from({ length: 11 }, () => rejectionOf(caller.forgotPassword(request, options)));
      await server.arrival(11);
      abortion.abort('enough');
      expect(await Promise.all(failed)).to.deep.equal(Array(11).fill('enough'));
    },
    async 'that fires after the call has ended changes nothing'({ serve, client }) {
      const server = await serve();
      const abortion = new AbortController();
      const caller = client(server.url);
      const output = await caller.forgotPassword(request, { signal: abortion.signal });
      abortion.abort();
      expect(output.$metadata.httpStatusCode).to.equal(200);
      await caller.forgotPassword(request);
      expect(server.requests).to.have.length(2);
    },
    async 'ends only its own call'({ serve, client }) {
      const server = await serve(silence, { held: true });
      const abortion = new AbortController();
      const caller = client(server.url);
      const failed = rejectionOf(caller.forgotPassword(request, { signal: abortion.signal }));
      await server.arrival(1);
      const other = caller.forgotPassword(request);
      await server.arrival(2);
      abortion.abort('mine');
      expect(await failed).to.equal('mine');
      server.release();
      expect((await other).$metadata.attempts).to.equal(1);
    },
  },
};
