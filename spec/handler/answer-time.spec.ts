import { expect } from 'chai';
import type { CallProgress, ForgotPasswordCaller } from '../../lib/handler/options.ts';
import { createForgotPasswordHandler } from '../../lib/handler.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { timedHandler } from './support/handlers.ts';
import { clientOver, makePool } from './support/pool.ts';
import { confirmBody, jsonRequest } from './support/requests.ts';

/** What happens in a call, and when, in milliseconds since its beginning; it ends with the last step. */
type Script = readonly (readonly [atMs: number, event: CallProgress | 'success' | Error])[];

const THROTTLED = { type: 'retry-scheduled', outcome: 'rejected' } as const;
const STARTED = { type: 'attempt-started' } as const;

const throttledError = async (): Promise<Error> => {
  const { transport } = makePool({ always: { name: 'TooManyRequestsException', message: 'Rate exceeded' } });
  return clientOver(transport, 1)
    .forgotPassword({ Username: 'a' })
    .then(
      () => new Error('not thrown'),
      (error: Error) => error,
    );
};

/** A client whose calls go as they are told to. */
function scripted(clock: VirtualClock, script: Script): ForgotPasswordCaller {
  const run = async (onEvent?: (event: CallProgress) => void): Promise<void> => {
    const startedAt = clock.now();
    for (const [atMs, event] of script) {
      await clock.wait(startedAt + atMs - clock.now(), undefined);
      if (event instanceof Error) throw event;
      if (event !== 'success') onEvent?.(event);
    }
  };
  return { forgotPassword: (_request, options) => run(options?.onEvent), confirmForgotPassword: () => run() };
}

async function request(script: Script, path = '', minimumMs = 1_000): Promise<readonly [status: number, ms: number]> {
  const { answer } = timedHandler({ minimumMs }, (clock) => scripted(clock, script));
  const { response, tookMs } = await answer(jsonRequest(confirmBody('alice'), path));
  return [response.status, tookMs];
}

describe('the time of an answer of the first step', () => {
  for (const [title, script] of [
    ['is over at once', [[0, 'success']]],
    ['is over before the minimum', [[900, 'success']]],
    ['is over after the minimum', [[1_500, 'success']]],
    ['is slow for a minute', [[60_000, 'success']]],
    ['fails in a way that concerns the user, late', [[2_000, new TypeError('no')]]],
  ] as const) {
    it(`is the minimum when the call ${title}`, async () => {
      expect(await request(script)).to.deep.equal([202, 1_000]);
    });
  }

  it('is the minimum when a failure that concerns everybody is known by then', async () => {
    expect(await request([[10, await throttledError()]])).to.deep.equal([503, 1_000]);
  });

  it('moves on with an attempt after one that was throttled, whoever the user is', async () => {
    const untilSecond: Script = [
      [0, STARTED],
      [50, THROTTLED],
      [800, STARTED],
    ];
    for (const endMs of [810, 990, 1_200, 1_790, 30_000]) {
      expect(await request([...untilSecond, [endMs, 'success']])).to.deep.equal([202, 1_800]);
    }
  });

  it('waits out the pauses of throttled attempts, to be sure', async () => {
    const throttled: Script = [
      [0, STARTED],
      [50, THROTTLED],
      [1_400, STARTED],
      [1_450, THROTTLED],
      [3_100, STARTED],
    ];
    expect(await request([...throttled, [3_150, await throttledError()]])).to.deep.equal([503, 3_150]);
    expect(await request([...throttled, [3_150, 'success']])).to.deep.equal([202, 4_100]);
    expect(await request([...throttled.slice(0, 2), [1_050, await throttledError()]])).to.deep.equal([503, 1_050]);
  });

  it('does not move with a repetition of what the service may have carried out', async () => {
    for (const outcome of ['unknown', undefined]) {
      const script: Script = [
        [0, STARTED],
        [500, { type: 'retry-scheduled', outcome }],
        [600, STARTED],
        [700, THROTTLED],
        [900, STARTED],
      ];
      expect(await request([...script, [2_500, 'success']])).to.deep.equal([202, 1_000]);
    }
  });

  it('waits out the pauses of a client, which tells them call by call', async () => {
    const { transport, requests } = makePool({
      always: { name: 'TooManyRequestsException', message: 'Rate exceeded' },
    });
    const handle = createForgotPasswordHandler({ client: clientOver(transport, 2), minimumMs: 0 });
    expect((await handle(jsonRequest({ username: 'alice' }))).status).to.equal(503);
    expect(requests).to.have.length(2);
  });

  it('is at least 100 ms, so that a failure can be known', async () => {
    expect(await request([[20, await throttledError()]], '', 0)).to.deep.equal([503, 100]);
  });

  it('is none with waitUntil, which is given the call, and the answer is 202 whatever comes of it', async () => {
    for (const script of [[[5_000, 'success']], [[0, await throttledError()]]] as const) {
      const works: Promise<void>[] = [];
      const options = { waitUntil: (work: Promise<void>) => works.push(work) };
      const { answer, clock } = timedHandler(options, (virtual) => scripted(virtual, script));
      const { response, tookMs } = await answer(jsonRequest({ username: 'alice' }));
      expect([response.status, tookMs]).to.deep.equal([202, 0]);
      await clock.runUntil(Promise.all(works));
      expect(works).to.have.length(1);
    }
  });
});

describe('the time of an answer of the second step', () => {
  for (const [endMs, tookMs] of [
    [0, 1_000],
    [999, 1_000],
    [1_000, 1_000],
    [1_001, 2_000],
    [4_200, 5_000],
  ] as const) {
    it(`is ${tookMs} ms when the call takes ${endMs} ms`, async () => {
      expect(await request([[endMs, 'success']], '/confirm')).to.deep.equal([200, tookMs]);
    });
  }

  it('does not begin before the body is there, as its sender could choose where a multiple ends', async () => {
    const text = JSON.stringify(confirmBody('alice'));
    const { answer, clock } = timedHandler({}, (virtual) => scripted(virtual, [[200, 'success']]));
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        await clock.wait(900, undefined);
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    });
    const { url, headers } = jsonRequest(text, '/confirm');
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    expect((await answer(new Request(url, init))).tookMs).to.equal(1_900);
  });
});
