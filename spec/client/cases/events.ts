import { expect } from 'chai';
import type { ClientEvent } from '../../../lib/client/events.ts';
import type { FinishedCall } from '../../../lib/client/history.ts';
import { refusal, silence } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

const secrets = {
  ClientId: 'client5secret',
  Username: 'alice@example.com',
  UserContextData: { IpAddress: '192.0.2.77', EncodedData: 'fingerprint' },
  AnalyticsMetadata: { AnalyticsEndpointId: 'analytics' },
  ClientMetadata: { key: 'metavalue' },
};

/** The events of one call, but for what they have in common and how long the call took. */
function withoutIdentity(events: readonly ClientEvent[], operation: string): object[] {
  const callIds = new Set(events.map(({ callId }) => callId));
  expect([...callIds]).to.have.length(1);
  expect([...callIds][0])
    .to.be.a('number')
    .and.at.least(1);
  return events.map(({ callId: _, ...event }) => {
    expect(event.operation).to.equal(operation);
    const { operation: _operation, ...rest } = event;
    if (rest.type !== 'call-finished') return rest;
    const { durationMs, ...end } = rest;
    expect(durationMs).to.be.a('number').and.at.least(0);
    return end;
  });
}

const busy = refusal('TooManyRequestsException');

/** What a client tells of its work. */
export const eventCases: Cases = {
  'the events of a call': {
    async 'tell of each attempt, reply and wait, and of the end'({ serve, client }) {
      const server = await serve({ ...refusal('TooManyRequestsException'), headers: { 'x-amzn-requestid': 'r1' } }, {});
      const events: ClientEvent[] = [];
      await client(server.url, { onEvent: (event) => events.push(event) }).forgotPassword(request);
      const first = { attempts: 1, totalRetryDelay: 0 };
      const replied = { ...first, httpStatusCode: 400, requestId: 'r1' };
      const last = { attempts: 2, totalRetryDelay: 0, httpStatusCode: 200, requestId: 'request-1' };
      expect(withoutIdentity(events, 'ForgotPassword')).to.deep.equal([
        { ...first, type: 'attempt-started', endpoint: server.url },
        { ...replied, type: 'response-received' },
        { ...replied, type: 'retry-scheduled', delayMs: 0, errorName: 'TooManyRequestsException', outcome: 'rejected' },
        { ...replied, attempts: 2, type: 'attempt-started', endpoint: server.url },
        { ...last, type: 'response-received' },
        { ...last, type: 'call-finished', outcome: 'accepted', errorName: undefined },
      ]);
    },
    async 'are told to the listener of the call as well, and of no other call'({ serve, client }) {
      const server = await serve({ ...busy, held: false }, {});
      const told: [who: string, type: string][] = [];
      const caller = client(server.url, { onEvent: ({ type }) => told.push(['client', type]) });
      const onEvent = ({ type }: ClientEvent) => told.push(['call', type]);
      await caller.forgotPassword(request, { onEvent });
      const types = ['attempt-started', 'response-received', 'retry-scheduled', 'attempt-started', 'response-received'];
      expect(told).to.deep.equal(
        [...types, 'call-finished'].flatMap((type) => [
          ['client', type],
          ['call', type],
        ]),
      );
      await caller.forgotPassword(request);
      expect(told.filter(([who]) => who === 'call')).to.have.length(6);
    },
    async 'name the operation, and tell calls apart that run side by side'({ serve, client }) {
      const server = await serve({ held: true });
      const events: ClientEvent[] = [];
      const caller = client(server.url, { onEvent: (event) => events.push(event) });
      const other = client(server.url, { onEvent: (event) => events.push(event) });
      const calls = [
        caller.forgotPassword(request),
        caller.confirmForgotPassword({ ...request, ConfirmationCode: '123456', Password: 'new one' }),
        other.forgotPassword(request),
      ];
      await server.arrival(3);
      server.release();
      await Promise.all(calls);
      const byCall = new Map<number, ClientEvent[]>();
      for (const event of events) byCall.set(event.callId, [...(byCall.get(event.callId) ?? []), event]);
      expect(byCall.size).to.equal(3);
      const operations = [...byCall.values()].map(([first]) => `${first?.operation}`);
      expect(operations.sort()).to.deep.equal(['ConfirmForgotPassword', 'ForgotPassword', 'ForgotPassword']);
      for (const own of byCall.values()) {
        expect(new Set(own.map(({ operation }) => operation)).size).to.equal(1);
        expect(own.map(({ type }) => type)).to.deep.equal(['attempt-started', 'response-received', 'call-finished']);
      }
    },
    async 'end with the error'({ serve, client }) {
      const server = await serve(refusal('UserNotFoundException'), silence);
      const events: ClientEvent[] = [];
      const caller = client(server.url, { onEvent: (event) => events.push(event), requestTimeoutMs: 400 });
      await rejectionOf(caller.forgotPassword(request));
      expect(events.at(-1)).to.include({
        type: 'call-finished',
        outcome: 'rejected',
        errorName: 'UserNotFoundException',
      });
      await rejectionOf(caller.forgotPassword(request));
      expect(events.at(-1)).to.include({ type: 'call-finished', outcome: 'unknown', errorName: 'TransportError' });
      await rejectionOf(caller.forgotPassword({ ...request, Username: '' }));
      expect(events.at(-1)).to.include({ attempts: 0, outcome: 'not-sent', errorName: 'RequestValidationError' });
      expect(events.map(({ type }) => type)).to.deep.equal([
        ...['attempt-started', 'response-received', 'call-finished'],
        ...['attempt-started', 'call-finished'],
        'call-finished',
      ]);
    },
    async 'tell of an aborted call what is known'({ serve, client }) {
      const server = await serve(silence);
      const events: ClientEvent[] = [];
      const caller = client(server.url, { onEvent: (event) => events.push(event) });
      await rejectionOf(caller.forgotPassword(request, { signal: AbortSignal.abort() }));
      expect(withoutIdentity(events, 'ForgotPassword')).to.deep.equal([
        { type: 'call-finished', attempts: 0, totalRetryDelay: 0, outcome: 'not-sent', errorName: 'AbortError' },
      ]);
      const abortion = new AbortController();
      const failed = rejectionOf(caller.forgotPassword(request, { signal: abortion.signal }));
      await server.arrival(1);
      abortion.abort();
      await failed;
      const last = { type: 'call-finished', outcome: 'unknown', errorName: 'AbortError', attempts: 1 };
      expect(events.at(-1)).to.include(last);
      // Now that the client is open, it would be quick to begin an attempt.
      events.length = 0;
      await rejectionOf(caller.forgotPassword(request, { signal: abortion.signal }));
      expect(events.map(({ type, attempts }) => [type, attempts])).to.deep.equal([['call-finished', 0]]);
    },
    async 'hold no value of the request'({ serve, client }) {
      const echo = refusal(secrets.Username, JSON.stringify(secrets));
      const server = await serve(busy, echo);
      const events: ClientEvent[] = [];
      const caller = client(server.url, { onEvent: (event) => events.push(event), clientSecret: 'hush hush' });
      await rejectionOf(caller.forgotPassword(secrets));
      const printed = JSON.stringify(events);
      expect(events).to.have.length(6);
      for (const secret of ['client5secret', 'alice', '192.0.2.77', 'fingerprint', 'metavalue', 'hush']) {
        expect(printed).not.to.include(secret);
      }
    },
    async 'stay as they were when they were told'({ serve, client }) {
      const server = await serve(busy, {});
      const told: string[] = [];
      const events: ClientEvent[] = [];
      const onEvent = (event: ClientEvent): void => {
        told.push(JSON.stringify(event));
        events.push(event);
      };
      await client(server.url, { onEvent }).forgotPassword(request);
      expect(events.map((event) => JSON.stringify(event))).to.deep.equal(told);
    },
  },

  'the history of a client': {
    async 'is told of each call with its operation, attempts, request, and answer or error'({ serve, client }) {
      const server = await serve(busy, {}, refusal('CodeMismatchException'));
      const calls: FinishedCall[] = [];
      const caller = client(server.url, { history: { record: (call) => calls.push(call) } });
      const response = await caller.forgotPassword(request);
      const wrong = { ...request, ConfirmationCode: '123456', Password: 'new one' };
      const error = await rejectionOf(caller.confirmForgotPassword(wrong));
      for (const { durationMs } of calls) expect(durationMs).to.be.a('number').and.at.least(0);
      expect(calls.map(({ durationMs: _, ...call }) => call)).to.deep.equal([
        { operation: 'ForgotPassword', attempts: 2, request, response },
        { operation: 'ConfirmForgotPassword', attempts: 1, request: wrong, error },
      ]);
    },
  },

  'a listener': {
    async 'is told of events alone: the configuration, which holds a secret, is not its own'({ serve, client }) {
      const server = await serve({});
      const owners = new Set<unknown>();
      const onEvent = function (this: unknown): void {
        owners.add(this);
      };
      await client(server.url, { onEvent, clientSecret: 'secret' }).forgotPassword(request);
      expect([...owners]).to.deep.equal([undefined]);
    },
    async 'that throws changes nothing'({ serve, client }) {
      const server = await serve(busy, {});
      const onEvent = (): never => {
        throw new Error('listener');
      };
      expect((await client(server.url, { onEvent }).forgotPassword(request)).$metadata.attempts).to.equal(2);
    },
    async 'that is async and fails changes nothing, and ends no process'({ serve, client }) {
      const server = await serve({});
      const unhandled: unknown[] = [];
      // In place of the listeners of the runner, which would end the process in their turn.
      const others = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection').on('unhandledRejection', (reason) => unhandled.push(reason));
      const onEvent = async (): Promise<never> => {
        throw new Error('listener');
      };
      await client(server.url, { onEvent }).forgotPassword(request);
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      process.removeAllListeners('unhandledRejection');
      for (const other of others) process.on('unhandledRejection', other);
      expect(unhandled).to.deep.equal([]);
    },
    async 'or a history that throws changes nothing either'({ serve, client }) {
      const server = await serve({});
      const record = (): never => {
        throw new Error('history');
      };
      const { $metadata } = await client(server.url, { history: { record } }).forgotPassword(request);
      expect($metadata.attempts).to.equal(1);
    },
    async 'that changes its event changes nothing'({ serve, client }) {
      const server = await serve(busy, {});
      const onEvent = (event: ClientEvent): void => {
        Object.assign(event, { attempts: 99, totalRetryDelay: -5, httpStatusCode: 0 });
      };
      const { $metadata } = await client(server.url, { onEvent }).forgotPassword(request);
      expect($metadata).to.include({ attempts: 2, totalRetryDelay: 0, httpStatusCode: 200 });
    },
  },
};
