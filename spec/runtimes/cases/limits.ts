import type { Cases } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

const LONG_MS = 50_000;

/** What ends a call early: its caller, or its time. */
export const limitCases: Cases = {
  'sends nothing when it is aborted before': async (harness, lib, ctx) => {
    const { endpointUrl, count } = openScenario(ctx, 'accepted');
    const controller = new AbortController();
    const reason = new Error('not any more');
    controller.abort(reason);
    const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }, { signal: controller.signal }));
    harness.ok((error as unknown) === reason, `rejects with ${error}`);
    harness.equal(await count(), 0);
  },

  'ends with the reason of the signal while it waits, and does not try again': async (harness, lib, ctx) => {
    for (const scenario of ['hang', 'hang-in-body']) {
      const { endpointUrl, count, untilReceived } = openScenario(ctx, scenario);
      const controller = new AbortController();
      const reason = new Error('not any more');
      const config = { endpointUrl, delivery: 'at-least-once', requestTimeoutMs: LONG_MS } as const;
      const call = harness.rejection(lib.forgotPassword(REQUEST, config, { signal: controller.signal }));
      await untilReceived();
      controller.abort(reason);
      harness.ok(((await call) as unknown) === reason, `${scenario}: rejects with ${await call}`);
      harness.equal(await count(), 1, scenario);
    }
  },

  'ends an attempt whose time is over, and does not know what became of it': async (harness, lib, ctx) => {
    for (const [scenario, phase] of [
      ['hang', 'request'],
      ['hang-in-body', 'response'],
    ] as const) {
      const { endpointUrl, count } = openScenario(ctx, scenario);
      // Long enough for headers to arrive on a busy machine.
      const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl, requestTimeoutMs: 1_000 }));
      harness.ok(error instanceof lib.TransportError, `${scenario}: ${error}`);
      harness.equal([error.code, error.outcome], ['ERR_TRANSPORT_TIMEOUT', 'unknown'], scenario);
      if (ctx.hasStreams) {
        harness.equal((error as InstanceType<typeof lib.TransportError>).phase, phase, scenario);
      }
      harness.equal(await count(), 1, scenario);
    }
  },

  'ends a call whose time is over, whatever the attempts would take': async (harness, lib, ctx) => {
    const { endpointUrl, count } = openScenario(ctx, 'hang');
    const config = { endpointUrl, delivery: 'at-least-once', requestTimeoutMs: LONG_MS } as const;
    const { code } = await harness.rejection(lib.forgotPassword(REQUEST, config, { timeoutMs: 500 }));
    harness.equal([code, await count()], ['ERR_TRANSPORT_TIMEOUT', 1]);
  },
};
