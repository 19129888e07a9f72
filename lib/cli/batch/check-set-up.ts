// What is wrong for all records is found before the first one: one failure, and not one for each of them.

import { resetForgottenPassword } from '../../node.ts';
import { isObject } from '../../util/is-object.ts';
import type { CmdletParameters } from '../cmdlet-parameters.ts';
import { valueIn } from './trust.ts';

// Any that the rules take: nothing is sent to them.
const STAND_INS = { ClientId: 'client', Region: 'us-east-1', EndpointUrl: 'https://localhost' } as const;

/** Stand-ins for what the first record gives and the command line does not. */
function suppliedBy(first: unknown, { ClientConfig }: CmdletParameters, isTrusted: boolean) {
  const config = valueIn(first, 'ClientConfig');
  const { clientId, region, userPoolId } = isObject(config) ? config : {};
  const hasPlace = isTrusted && (valueIn(first, 'EndpointUrl') ?? valueIn(first, 'ProfileLocation')) !== undefined;
  const hasRegion = hasPlace || (valueIn(first, 'Region') ?? region ?? userPoolId) !== undefined;
  return {
    ...((valueIn(first, 'ClientId') ?? clientId) !== undefined && { ClientId: STAND_INS.ClientId }),
    ...(hasRegion && !ClientConfig.userPoolId && { Region: STAND_INS.Region }),
  };
}

/**
 * Makes one call whose request goes nowhere, with all that records share: it fails as each of them would. What the first
 * record supplies, the others are expected to supply as well.
 *
 * @throws `ConfigurationError` and `RequestValidationError` for a set-up that cannot work.
 */
export async function checkSetUp(shared: CmdletParameters, first: unknown, isTrusted: boolean): Promise<void> {
  // What asks, tells and aborts has no part in it.
  const given = { ...shared, confirm: undefined, onMessage: undefined, signal: undefined };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  await resetForgottenPassword({
    ...suppliedBy(first, shared, isTrusted),
    ...present,
    Username: 'user',
    PassThru: undefined,
    WhatIf: undefined,
    Confirm: undefined,
    ClientConfig: {
      ...shared.ClientConfig,
      onEvent: undefined,
      history: undefined,
      transport: async () => new Response('{}'),
    },
  });
}
