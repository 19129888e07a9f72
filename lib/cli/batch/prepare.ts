// Everything of a batch that is decided, checked and asked before its first record is sent.
import type { Arguments } from '../arguments.ts';
import { type CmdletParameters, cmdletParameters } from '../cmdlet-parameters.ts';
import { InterruptedError } from '../failures.ts';
import type { GentleSignal } from '../interruption.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkSetUp } from './check-set-up.ts';
import { isApproved } from './large-batch.ts';
import { NO_JOURNAL, noticesOf } from './notices.ts';
import { type OpenInput, openInput } from './open-input.ts';

/** A batch that may begin. */
export interface PreparedBatch {
  readonly parameters: CmdletParameters;
  readonly input: OpenInput;
}

/** What a batch is prepared with. */
export interface Preparation {
  /** Ends the reading of the input. */
  readonly end: AbortController;
  /** Takes what is to be said before the first record is sent. */
  readonly say: (text: string) => void;
  /** Is told of every event of the clients. */
  readonly observe: GentleSignal['observe'];
}

async function prepare(
  args: Arguments,
  surroundings: Surroundings,
  { end, say, observe }: Preparation,
): Promise<PreparedBatch | undefined> {
  const { settings, batch } = args;
  // What is in progress is waited for, whatever it takes; a second interruption ends the process.
  const parameters = await cmdletParameters(args, surroundings, { signal: surroundings.signal, observe });
  const input = await openInput(settings, surroundings, end.signal, say);
  if (input.first) await checkSetUp(parameters, input.first.record, settings.trustRecords ?? false);
  if (!(await isApproved(args, parameters, input, surroundings))) {
    say('Nothing was sent');
    return undefined;
  }
  for (const notice of noticesOf(args)) say(notice);
  const isSending = !settings.dryRun && !args.parameters.WhatIf && input.first !== undefined;
  if (isSending && !batch.journal) say(NO_JOURNAL);
  return { parameters, input };
}

/**
 * Prepares a batch; brings nothing where the user declined it.
 *
 * @throws `UsageError`, `InputError`, `RequestValidationError` and `ConfigurationError` for what keeps all records from
 * being sent; `InterruptedError` when the user interrupts.
 */
export async function prepareBatch(
  args: Arguments,
  surroundings: Surroundings,
  preparation: Preparation,
): Promise<PreparedBatch | undefined> {
  const { signal } = surroundings;
  const { end } = preparation;
  const interrupt = (): void => end.abort();
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt);
  try {
    const prepared = await prepare(args, surroundings, preparation);
    // What was opened would keep the process.
    if (!prepared) end.abort();
    return prepared;
  } catch (error) {
    end.abort();
    throw signal.aborted ? new InterruptedError({ outcome: 'not-sent' }) : error;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
