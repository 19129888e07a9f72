// The command for one user.
import { resetForgottenPassword } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { callGently } from './gentle-call.ts';
import { printOutput } from './print-output.ts';
import type { Surroundings } from './surroundings.ts';

/** What is printed of an answer. */
function shownOf(output: unknown, { parameters: { Select, PassThru } }: Arguments): unknown {
  // The service may leave its one structure out, which is not the same as nothing.
  const isStructure = !PassThru && /^(CodeDeliveryDetails)?$/i.test(Select ?? '');
  return output ?? (isStructure ? {} : null);
}

/** Makes the call, and prints what it brings; nothing where WhatIf or No kept it from being made. */
export async function resetOne(args: Arguments, surroundings: Surroundings): Promise<void> {
  await callGently<unknown>(args, surroundings, {
    operation: 'ForgotPassword',
    call: (parameters) => resetForgottenPassword(parameters),
    print: (output) => printOutput(shownOf(output, args), args, surroundings.stdout),
  });
}
