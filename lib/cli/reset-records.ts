// The command for records from standard input.
import { addAbortSignal } from 'node:stream';
import { parameterName } from '../cmdlet/parameters.ts';
import { isObject } from '../is-object.ts';
import { ForgotPasswordClient, isForgotPasswordError, type RecordResult, resetForgottenPasswords } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { type CmdletParameters, cmdletParameters } from './cmdlet-parameters.ts';
import { InputError, InterruptedError, OutputError, RecordsError } from './failures.ts';
import { type GentleSignal, gentleSignal } from './interruption.ts';
import { write } from './output.ts';
import { readRecords } from './records/read-records.ts';
import { formatResult } from './records/result.ts';
import { formatMessage, sayThatItWaits } from './report.ts';
import type { Surroundings } from './surroundings.ts';

/** A record whose own ClientConfig changes single fields of the command line's, instead of replacing all of them. */
function withClientConfig(record: unknown, shared: CmdletParameters['ClientConfig']): unknown {
  if (!isObject(record)) return record;
  const entries = Object.entries(record).map(([name, value]) => {
    const isConfig = parameterName(name) === 'ClientConfig' && isObject(value);
    return [name, isConfig ? { ...shared, ...value, onEvent: shared.onEvent } : value];
  });
  return Object.fromEntries(entries);
}

/** The records of standard input, up to an interruption; notes the line of each. */
async function* recordsOf(
  { settings }: Arguments,
  { stdin, signal }: Surroundings,
  { ClientConfig }: CmdletParameters,
  lines: number[],
): AsyncGenerator<unknown, void, void> {
  try {
    for await (const { line, record } of readRecords(addAbortSignal(signal, stdin), settings.inputFormat)) {
      lines.push(line);
      yield withClientConfig(record, ClientConfig);
    }
  } catch (error) {
    if (signal.aborted) return;
    throw isForgotPasswordError(error) ? error : new InputError(error);
  }
}

/** @throws `ConfigurationError` for a set-up that cannot work: one failure, and not one for each record. */
async function checkSetUp({ ClientConfig, Region, EndpointUrl }: CmdletParameters): Promise<void> {
  const config = {
    ...ClientConfig,
    ...(Region && { region: Region }),
    ...(EndpointUrl && { endpointUrl: EndpointUrl }),
  };
  await new ForgotPasswordClient(config).close();
}

/** What has become of the records so far. */
interface Tally {
  done: number;
  failed: number;
  /** Whether anybody is left to read the results. */
  hasReader: boolean;
}

/** Prints results as they come, until there are no more, or nobody reads them. */
async function printResults(
  results: AsyncIterable<RecordResult<unknown, unknown>>,
  lines: number[],
  tally: Tally,
  { signal, takeEnding }: GentleSignal,
  stdout: Surroundings['stdout'],
): Promise<void> {
  for await (const result of results) {
    const outcome = takeEnding() ?? 'not-sent';
    const isInterrupted = !result.ok && signal.aborted && result.error === signal.reason;
    const told = isInterrupted ? { ...result, error: new InterruptedError({ outcome }) } : result;
    tally.done++;
    if (!result.ok) tally.failed++;
    tally.hasReader = await write(stdout, formatResult(told, lines.shift())).catch((cause: unknown) => {
      throw new OutputError(cause, undefined);
    });
    if (!tally.hasReader) return;
  }
}

/** @throws what the run ends with, unless all is well. */
function conclude({ done, failed, hasReader }: Tally, { settings }: Arguments, { stderr, signal }: Surroundings): void {
  const sentence = `${failed} of ${done} records failed`;
  if (!hasReader) return;
  if (signal.aborted) throw new InterruptedError({ sentence: `${sentence}; no further one was sent` });
  if (failed) throw new RecordsError(sentence);
  const notice = { type: 'notice', text: 'Standard input held no records' } as const;
  if (!done) stderr.write(formatMessage(notice, settings.errorFormat ?? 'text'));
}

/** Sends the records, and prints a line of JSON for each, in order. */
export async function resetRecords(args: Arguments, surroundings: Surroundings): Promise<void> {
  const gentle = gentleSignal(surroundings.signal, () => sayThatItWaits(args.settings, surroundings));
  const parameters = await cmdletParameters(args, surroundings, gentle);
  await checkSetUp(parameters);
  // Of the records that have been read, but have no result yet.
  const lines: number[] = [];
  const tally: Tally = { done: 0, failed: 0, hasReader: true };
  const results = resetForgottenPasswords(recordsOf(args, surroundings, parameters, lines), parameters);
  try {
    await printResults(results, lines, tally, gentle, surroundings.stdout);
  } catch (error) {
    if (!gentle.signal.aborted || error !== gentle.signal.reason) throw error;
  }
  conclude(tally, args, surroundings);
}
