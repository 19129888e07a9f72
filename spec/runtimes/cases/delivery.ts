import type { Cases } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

const AMBIGUOUS = ['reset', 'cut', 'status.500', 'status.502', 'status.504', 'html', 'not-utf-8', 'too-large'] as const;

/** One code per call, as the server counts it. */
export const deliveryCases: Cases = {
  'sends once when it cannot know whether a code went out': async (harness, lib, ctx) => {
    for (const scenario of AMBIGUOUS) {
      const { endpointUrl, count } = openScenario(ctx, scenario);
      const outcome = await lib.forgotPassword(REQUEST, { endpointUrl }).then(
        () => 'accepted',
        (error) => error.outcome,
      );
      const isReadAsText = scenario === 'not-utf-8' && !ctx.hasStreams;
      harness.equal(outcome, isReadAsText ? 'accepted' : 'unknown', scenario);
      const sent = await count();
      harness.ok(sent === 1 || (scenario === 'reset' && ctx.mayResend), `${scenario}: sent ${sent} times`);
    }
  },

  'sends once for each of many calls, though connections break in between': async (harness, lib, ctx) => {
    const client = new lib.ForgotPasswordClient({ endpointUrl: openScenario(ctx, 'accepted').endpointUrl });
    for (let call = 0; call < 5; call++) {
      // A connection that is kept is the one that a platform might repeat a request for.
      await client.forgotPassword(REQUEST);
      const { endpointUrl, count } = openScenario(ctx, 'reset');
      const { outcome } = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
      const sent = await count();
      harness.equal([outcome, sent === 1 || ctx.mayResend], ['unknown', true], `sent ${sent} times`);
    }
    await client.close();
  },

  'repeats what the service itself throttled, and nothing that a proxy refused': async (harness, lib, ctx) => {
    const throttled = openScenario(ctx, 'throttled-once');
    const { $metadata } = await lib.forgotPassword(REQUEST, { endpointUrl: throttled.endpointUrl });
    harness.equal([$metadata.attempts, await throttled.count()], [2, 2]);
    const bare = openScenario(ctx, 'shed');
    const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl: bare.endpointUrl }));
    harness.equal([error.name, error.outcome, error.$metadata?.attempts], ['ResponseError', 'unknown', 1]);
    harness.equal(await bare.count(), 1);
  },

  'never repeats after a limit that further tries count against': async (harness, lib, ctx) => {
    const { endpointUrl, count } = openScenario(ctx, 'refused.LimitExceededException');
    const config = { endpointUrl, delivery: 'at-least-once' } as const;
    const { name } = await harness.rejection(lib.forgotPassword(REQUEST, config));
    harness.equal([name, await count()], ['LimitExceededException', 1]);
  },

  'repeats ambiguous failures when it is asked to deliver at least once': async (harness, lib, ctx) => {
    for (const scenario of ['status-once.500', 'status-once.502', 'reset-once', 'cut-once']) {
      const { endpointUrl, count } = openScenario(ctx, scenario);
      const { $metadata } = await lib.forgotPassword(REQUEST, { endpointUrl, delivery: 'at-least-once' });
      const isHidden = scenario === 'reset-once' && ctx.mayResend && $metadata.attempts === 1;
      harness.equal([isHidden || $metadata.attempts === 2, await count()], [true, 2], scenario);
    }
  },
};
