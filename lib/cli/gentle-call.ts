// One call that an interruption ends gently: a request that has gone out is waited for.
import type { Arguments } from './arguments.ts';
import { type CmdletParameters, cmdletParameters } from './cmdlet-parameters.ts';
import { type Ending, InterruptedError, type OperationName } from './failures.ts';
import { gentleSignal } from './interruption.ts';
import { describe, sayThatItWaits } from './report.ts';
import type { Surroundings } from './surroundings.ts';

/** What is called, and what becomes of its output. */
export interface GentleCall<Output> {
  readonly operation: OperationName;
  readonly call: (parameters: CmdletParameters) => Promise<Output>;
  /** Is given the output where a request was made. */
  readonly print: (output: Output) => Promise<void>;
}

/**
 * Makes a call with the parameters of the command line.
 *
 * @throws `InterruptedError`, which tells what became of the request, when the user interrupts; what the call throws.
 */
export async function callGently<Output>(
  args: Arguments,
  surroundings: Surroundings,
  { operation, call, print }: GentleCall<Output>,
): Promise<void> {
  const { signal } = surroundings;
  const gentle = gentleSignal(signal, () => sayThatItWaits(args.settings, surroundings));
  const parameters = await cmdletParameters(args, surroundings, gentle);
  let failure: string | undefined;
  let ending: Ending | undefined;
  try {
    const output = await call(parameters);
    ending = gentle.takeEnding();
    if (ending) await print(output);
  } catch (error) {
    if (!signal.aborted) throw error;
    ending ??= gentle.takeEnding();
    const { name, message } = describe(error);
    if (error !== gentle.signal.reason && error !== signal.reason) failure = `${name}: ${message}`;
  }
  if (signal.aborted) throw new InterruptedError({ outcome: ending ?? 'not-sent', failure, operation });
}
