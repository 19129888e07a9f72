import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { expect } from 'chai';
import type { CallOptions, ForgotPasswordClientConfig } from '../../../lib/client/config.ts';
import { ForgotPasswordClient as WebClient } from '../../../lib/index.ts';
import {
  ForgotPasswordClient,
  resetForgottenPasswords,
  type TracedAttempt,
  type TracedCall,
} from '../../../lib/node.ts';
import { type Answer, loopback, refusal, reset, silence } from '../../support/loopback.ts';
import { rejectionOf } from '../../support/world.ts';

type Told = readonly [event: string, work: TracedCall | TracedAttempt];

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
const CALL = 'cognito-forgot-password:call';
const ATTEMPT = 'cognito-forgot-password:attempt';
const THROTTLED = refusal('TooManyRequestsException');
const request = { Username: 'canary-user', ClientId: 'client1' };

describe('the tracing channels of the Node build', () => {
  let undo: (() => void)[] = [];
  afterEach(() => {
    for (const each of undo) each();
    undo = [];
  });

  function listen(channel: string, event: string, listener: (message: unknown) => void): void {
    const name = `tracing:${channel}:${event}`;
    subscribe(name, listener);
    undo.push(() => unsubscribe(name, listener));
  }

  /** Keeps what both channels tell, in order. */
  function keepAll(): Told[] {
    const told: Told[] = [];
    for (const channel of [CALL, ATTEMPT]) {
      for (const event of EVENTS) {
        listen(channel, event, (work) => told.push([`${channel.split(':')[1]} ${event}`, work as TracedCall]));
      }
    }
    return told;
  }

  async function callWith(
    answers: readonly Answer[],
    options?: CallOptions,
    config?: ForgotPasswordClientConfig,
  ): Promise<unknown> {
    await using server = await loopback(...answers);
    await using client = new ForgotPasswordClient({ endpointUrl: server.url, ...config });
    return await client.forgotPassword(request, options).catch((error: unknown) => error);
  }

  const works = <Work>(told: readonly Told[], event: string): Work[] =>
    told.filter(([name]) => name === event).map(([, work]) => work as Work);

  it('publish the call and each attempt from start to end', async () => {
    const told = keepAll();
    await callWith([THROTTLED, {}]);
    expect(told.map(([event]) => event)).to.deep.equal([
      'call start',
      'call end',
      'attempt start',
      'attempt end',
      'attempt error',
      'attempt asyncStart',
      'attempt asyncEnd',
      'attempt start',
      'attempt end',
      'attempt asyncStart',
      'attempt asyncEnd',
      'call asyncStart',
      'call asyncEnd',
    ]);
    expect(new Set(told.map(([, work]) => work)).size).to.equal(3);
  });

  it('tell at the end of a call what is known of it', async () => {
    const told = keepAll();
    let startedWith = {};
    listen(CALL, 'start', (work) => {
      startedWith = { ...(work as TracedCall) };
    });
    await callWith([{ headers: { 'x-amzn-requestid': 'request-1' } }]);
    const [call] = works<TracedCall>(told, 'call asyncEnd');
    expect(startedWith).to.deep.equal({ operation: 'ForgotPassword', callId: call?.callId, attempts: 0 });
    expect(call).to.include({ attempts: 1, httpStatusCode: 200, requestId: 'request-1', outcome: 'accepted' });
    expect(`http://${call?.host}/`).to.equal(new URL(call?.endpoint ?? '').href);
  });

  it('tell at the end of an attempt how it ended, and not what an earlier one brought', async () => {
    const told = keepAll();
    const error = await callWith([THROTTLED, reset]);
    const [first, second] = works<TracedAttempt>(told, 'attempt asyncEnd');
    expect(first).to.include({ attempt: 1, httpStatusCode: 400, outcome: 'rejected' });
    expect(first?.error).to.have.property('name', 'TooManyRequestsException');
    expect(second).to.include({ attempt: 2, outcome: 'unknown', error });
    expect(second?.httpStatusCode).to.equal(undefined);
    expect(works<TracedCall>(told, 'call error')[0]).to.include({ outcome: 'unknown', error });
  });

  it('tell of a request that breaks the schema as a call without an attempt', async () => {
    const told = keepAll();
    await using client = new ForgotPasswordClient({ endpointUrl: 'http://127.0.0.1:9' });
    const error = await rejectionOf(client.forgotPassword({ ...request, Username: '' }));
    expect(works<TracedCall>(told, 'call asyncEnd')[0]).to.include({ attempts: 0, outcome: 'not-sent', error });
    expect(works(told, 'attempt start')).to.deep.equal([]);
  });

  it('tell of a call that its caller aborts, with the reason', async () => {
    const told = keepAll();
    const controller = new AbortController();
    const reason = new Error('enough');
    listen(ATTEMPT, 'end', () => setImmediate(() => controller.abort(reason)));
    expect(await callWith([silence], { signal: controller.signal })).to.equal(reason);
    expect(works<TracedCall>(told, 'call error')[0]?.error).to.equal(reason);
    expect(works(told, 'attempt asyncEnd')).to.have.lengthOf(1);
  });

  it('carry the index of a record in a batch', async () => {
    const told = keepAll();
    await using server = await loopback({}, {});
    const results = resetForgottenPasswords(['a', 'b'], { ClientId: 'client1', EndpointUrl: server.url });
    for await (const { ok } of results) expect(ok).to.equal(true);
    expect(works<TracedCall>(told, 'call asyncEnd').map(({ index }) => index)).to.deep.equal([0, 1]);
  });

  it('hold no value of the request and not the response', async () => {
    const told = keepAll();
    const delivered = { CodeDeliveryDetails: { Destination: 'c***@example.com' } };
    await callWith([refusal('TooManyRequestsException', 'No: canary-user'), { body: delivered }]);
    const published = JSON.stringify(told);
    expect(published).not.to.match(/canary-user|example\.com/);
    expect(works(told, 'call asyncEnd')[0]).to.have.property('result', undefined);
    expect(published).not.to.match(/CodeDeliveryDetails/);
  });

  it('bind a store to the call and one to the attempt, for all that happens within', async () => {
    const store = new AsyncLocalStorage<string>();
    for (const channel of [CALL, ATTEMPT]) {
      const { start } = tracingChannel<string, TracedCall | TracedAttempt>(channel);
      start.bindStore(
        store,
        (work) => `${store.getStore()} > ${'attempt' in work ? `attempt ${work.attempt}` : 'call'}`,
      );
      undo.push(() => start.unbindStore(store));
    }
    const seen: string[] = [];
    const onEvent = ({ type }: { readonly type: string }): void => {
      seen.push(`${type}: ${store.getStore()}`);
    };
    await store.run('caller', () => callWith([THROTTLED, {}], { onEvent }));
    expect(seen).to.deep.equal([
      'attempt-started: caller > call > attempt 1',
      'response-received: caller > call > attempt 1',
      'retry-scheduled: caller > call',
      'attempt-started: caller > call > attempt 2',
      'response-received: caller > call > attempt 2',
      'call-finished: caller > call',
    ]);
  });

  it('keep the frames of the caller in the stack of an error', async () => {
    keepAll();
    await using server = await loopback(refusal('NotAuthorizedException'));
    await using client = new ForgotPasswordClient({ endpointUrl: server.url });
    const resetPasswordOfAlice = async (): Promise<void> => {
      await client.forgotPassword(request);
    };
    // Node's default, which test runners raise.
    const raised = Error.stackTraceLimit;
    Error.stackTraceLimit = 10;
    try {
      const { stack } = await rejectionOf(resetPasswordOfAlice());
      expect(stack).to.match(/at async resetPasswordOfAlice/);
    } finally {
      Error.stackTraceLimit = raised;
    }
  });

  it('let a call end as without them when a listener throws', async () => {
    const thrown = new Error('of a listener');
    listen(CALL, 'start', () => {
      throw thrown;
    });
    // As on every channel of Node, it is uncaught, but the call does not see it.
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const uncaught = once(process, 'uncaughtException');
    try {
      expect(await callWith([{}])).to.have.property('$metadata');
      expect((await uncaught)[0]).to.equal(thrown);
    } finally {
      for (const listener of others) process.on('uncaughtException', listener);
    }
  });

  it('leave the web build alone', async () => {
    const told = keepAll();
    await using server = await loopback({});
    await using client = new WebClient({ endpointUrl: server.url });
    await client.forgotPassword(request);
    expect(told).to.deep.equal([]);
  });
});
