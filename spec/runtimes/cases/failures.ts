import type { Cases } from '../harness.ts';
import { openScenario, REQUEST, uniqueName } from './scenario.ts';

const HOSTILE = ['html', 'no-body', 'list', 'wrong-type', 'status.204', 'status.201'] as const;

/** Failures on the way, and replies that cannot be the service's. */
export const failureCases: Cases = {
  'says that nothing was sent, where the runtime tells that nobody listens': async (harness, lib, ctx) => {
    const { name, code, outcome, retryable, cause } = await harness.rejection(
      lib.forgotPassword(REQUEST, { endpointUrl: ctx.closedUrl, maxAttempts: 1 }),
    );
    harness.equal([name, !!cause, retryable], ['TransportError', true, outcome === 'not-sent']);
    const verdict = `${code} ${outcome}`;
    const isKnown = /^(node|bun)/.test(ctx.runtime) || ctx.build === 'node';
    const verdicts = ['ERR_TRANSPORT_CONNECT not-sent', ...(isKnown ? [] : ['ERR_TRANSPORT_FAILED unknown'])];
    harness.ok(verdicts.includes(verdict), verdict);
  },

  'does not know what became of a request whose connection broke': async (harness, lib, ctx) => {
    for (const scenario of ['reset', 'cut']) {
      const { endpointUrl } = openScenario(ctx, scenario);
      const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
      harness.ok(error instanceof lib.TransportError, `${scenario}: ${error}`);
      harness.equal([error.code, error.outcome], ['ERR_TRANSPORT_FAILED', 'unknown'], scenario);
      harness.equal(
        (error as InstanceType<typeof lib.TransportError>).phase,
        scenario === 'cut' ? 'response' : 'request',
      );
    }
  },

  'takes no reply for the service that is none': async (harness, lib, ctx) => {
    for (const scenario of HOSTILE) {
      const { endpointUrl } = openScenario(ctx, scenario);
      const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
      harness.ok(error instanceof lib.ResponseError, `${scenario}: ${error}`);
      harness.equal([error.code, error.outcome], ['ERR_RESPONSE_INVALID', 'unknown'], scenario);
    }
  },

  'takes no bytes that are not UTF-8, where it sees the bytes': async (harness, lib, ctx) => {
    const { endpointUrl } = openScenario(ctx, 'not-utf-8');
    const call = lib.forgotPassword(REQUEST, { endpointUrl });
    if (!ctx.hasStreams) return void (await call);
    harness.equal((await harness.rejection(call)).code, 'ERR_RESPONSE_INVALID');
  },

  'is not polluted by a reply, and not felled by its depth': async (harness, lib, ctx) => {
    const output = await lib.forgotPassword(REQUEST, { endpointUrl: openScenario(ctx, 'prototype').endpointUrl });
    const objects = [{}, output, output.CodeDeliveryDetails ?? {}] as { readonly polluted?: unknown }[];
    harness.equal(
      objects.map(({ polluted }) => polluted),
      [null, null, null],
    );
    // Too deep for some parsers and not for others.
    const deep = lib.forgotPassword(REQUEST, { endpointUrl: openScenario(ctx, 'deep').endpointUrl });
    const code = await deep.then(
      () => 'accepted',
      (error) => error.code,
    );
    harness.ok(['accepted', 'ERR_RESPONSE_INVALID'].includes(code), `${code}`);
  },

  'does not read a reply that is too large': async (harness, lib, ctx) => {
    const scenarios = !ctx.hasStreams ? ['too-large'] : ['too-large', 'endless'];
    for (const scenario of scenarios) {
      const { endpointUrl } = openScenario(ctx, scenario);
      const { code, outcome } = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
      harness.equal([code, outcome], ['ERR_RESPONSE_TOO_LARGE', 'unknown'], scenario);
    }
  },

  'does not follow a redirect': async (harness, lib, ctx) => {
    if (!ctx.canRefuseRedirects) return;
    const target = uniqueName(ctx);
    const { endpointUrl } = openScenario(ctx, `redirect.${target}`);
    const { code } = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
    harness.equal(code, 'ERR_RESPONSE_REDIRECT');
    harness.equal(await (await fetch(`${ctx.serverUrl}/received/accepted/${target}`)).json(), []);
  },

  'wraps what a transport of the caller throws': async (harness, lib, ctx) => {
    const cause = new Error('torn');
    const transport = (): Promise<never> => Promise.reject(cause);
    const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl: ctx.closedUrl, transport }));
    harness.equal([error.code, error.outcome, error.cause === cause], ['ERR_TRANSPORT_FAILED', 'unknown', true]);
  },
};
