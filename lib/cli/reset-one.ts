// The command for one user.
import { resetForgottenPassword } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { cmdletParameters } from './cmdlet-parameters.ts';
import { ClosedOutputError, type Ending, InterruptedError, OutputError } from './failures.ts';
import { gentleSignal } from './interruption.ts';
import { formatText, toJson, write } from './output.ts';
import { describe, sayThatItWaits } from './report.ts';
import type { Surroundings } from './surroundings.ts';

async function print(
  output: unknown,
  { parameters, settings }: Arguments,
  stdout: Surroundings['stdout'],
): Promise<void> {
  const { Select, PassThru } = parameters;
  // The service may leave its one structure out, which is not the same as nothing.
  const isStructure = !PassThru && /^(CodeDeliveryDetails)?$/i.test(Select ?? '');
  const value = output ?? (isStructure ? {} : null);
  const text = settings.output === 'text' ? formatText(value) : `${toJson(value, stdout.isTTY)}\n`;
  const isRead = await write(stdout, text).catch((cause: unknown) => {
    throw new OutputError(cause, 'accepted');
  });
  if (!isRead) throw new ClosedOutputError('The request was accepted.', 'accepted');
}

/** Makes the call, and prints what it brings; nothing where WhatIf or No kept it from being made. */
export async function resetOne(args: Arguments, surroundings: Surroundings): Promise<void> {
  const { stdout, signal } = surroundings;
  const gentle = gentleSignal(signal, () => sayThatItWaits(args.settings, surroundings));
  const parameters = await cmdletParameters(args, surroundings, gentle);
  let failure: string | undefined;
  let ending: Ending | undefined;
  try {
    const output = await resetForgottenPassword(parameters);
    ending = gentle.takeEnding();
    if (ending) await print(output, args, stdout);
  } catch (error) {
    if (!signal.aborted) throw error;
    ending ??= gentle.takeEnding();
    const { name, message } = describe(error);
    if (error !== gentle.signal.reason) failure = `${name}: ${message}`;
  }
  if (signal.aborted) throw new InterruptedError({ outcome: ending ?? 'not-sent', failure });
}
