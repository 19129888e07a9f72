import { DELIVERY } from '../answers.ts';
import type { Cases } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

/** The cmdlet, which both builds have. */
export const cmdletCases: Cases = {
  'runs as a cmdlet, and remembers': async (harness, lib, ctx) => {
    const EndpointUrl = openScenario(ctx, 'accepted').endpointUrl;
    const history = new lib.CallHistory();
    const parameters = { ...REQUEST, EndpointUrl, CallHistory: history } as const;
    const destination = await lib.resetForgottenPassword({
      ...parameters,
      Select: 'CodeDeliveryDetails.Destination',
    });
    harness.equal(destination, DELIVERY.CodeDeliveryDetails.Destination);
    harness.equal(history.last?.attempts, 1);
    harness.equal(await lib.resetForgottenPassword({ ...parameters, WhatIf: true, onMessage: () => {} }), undefined);
    harness.equal(history.calls.length, 1);
  },

  'takes records from a pipeline': async (harness, lib, ctx) => {
    const EndpointUrl = openScenario(ctx, 'accepted').endpointUrl;
    const { ClientId } = REQUEST;
    const results: unknown[] = [];
    const source = ['alice', { username: 'bob', select: '^Username' }, { Usernam: 'carol' }];
    for await (const result of lib.resetForgottenPasswords(source, { ClientId, EndpointUrl })) {
      results.push(result.ok ? result.output : lib.isForgotPasswordError(result.error) && result.error.code);
    }
    harness.equal(results, [DELIVERY.CodeDeliveryDetails, 'bob', 'ERR_REQUEST_INVALID']);
  },
};
