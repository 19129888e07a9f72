// The command for records from standard input.
import { addAbortSignal } from 'node:stream';
import { parameterName } from '../cmdlet/parameters.ts';
import { isObject } from '../is-object.ts';
import { ForgotPasswordClient, isForgotPasswordError, type RecordResult, resetForgottenPasswords } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { batchParameters } from './batch/batch-parameters.ts';
import { showProgress } from './batch/progress.ts';
import { openReport, type Report } from './batch/report-file.ts';
import { Summary } from './batch/summary.ts';
import { type CmdletParameters, cmdletParameters } from './cmdlet-parameters.ts';
import { InputError, InterruptedError, OutputError, RecordsError } from './failures.ts';
import { gentleSignal } from './interruption.ts';
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
    return [name, isConfig ? { ...shared, ...value } : value];
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
    let left = settings.limit ?? Number.POSITIVE_INFINITY;
    for await (const { line, record } of readRecords(addAbortSignal(signal, stdin), settings.inputFormat)) {
      lines.push(line);
      yield withClientConfig(record, ClientConfig);
      left--;
      if (!left) return;
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

/** How much of standard input has been read, where its size is known; of a limited number of records, how many are done. */
function fractionRead(
  { settings: { limit } }: Arguments,
  { stdin, stdinBytes }: Surroundings,
  done: number,
): number | undefined {
  if (limit) return Math.min(1, done / limit);
  return stdinBytes && stdin.bytesRead ? Math.min(1, stdin.bytesRead / stdinBytes) : undefined;
}

/** Where results go. */
interface Sinks {
  readonly stdout: Surroundings['stdout'];
  readonly report: Report | undefined;
  readonly summary: Summary;
  /** Of the records that have been read, but have no result yet. */
  readonly lines: number[];
}

/** Prints results as they come, until there are no more, or nobody reads them; tells whether anybody does. */
async function printResults(
  results: AsyncIterable<RecordResult<unknown, unknown>>,
  { stdout, report, summary, lines }: Sinks,
  signal: AbortSignal,
): Promise<boolean> {
  for await (const result of results) {
    // The signal waits for what is under way: who ends with its reason has not been sent.
    const isInterrupted = !result.ok && signal.aborted && result.error === signal.reason;
    const error = new InterruptedError({ outcome: 'not-sent' });
    const told = isInterrupted ? { index: result.index, input: result.input, ok: false as const, error } : result;
    const line = lines.shift();
    summary.count(told);
    await report?.write(told, line);
    const hasReader = await write(stdout, formatResult(told, line)).catch((cause: unknown) => {
      throw new OutputError(cause, undefined);
    });
    if (!hasReader) return false;
  }
  return true;
}

/** @throws what the run ends with, unless all is well. */
function conclude(summary: Summary, { batch, settings }: Arguments, { stderr, signal }: Surroundings): void {
  const { errorFormat = 'text' } = settings;
  const { done, failed } = summary;
  const sentence = `${failed} of ${done} records failed`;
  if (signal.aborted) {
    const resume = batch.journal === undefined ? '' : '; the same command goes on from here';
    throw new InterruptedError({ sentence: `${sentence}; no further one was sent${resume}` });
  }
  if (failed) throw new RecordsError(sentence);
  const notice = { type: 'notice', text: 'Standard input held no records' } as const;
  if (!done) stderr.write(formatMessage(notice, errorFormat));
}

/** Sends the records, and prints a line of JSON for each, in order. */
export async function resetRecords(args: Arguments, surroundings: Surroundings): Promise<void> {
  const { settings } = args;
  const { stdout, stderr } = surroundings;
  const { errorFormat = 'text', dryRun } = settings;
  const gentle = gentleSignal(surroundings.signal, () => sayThatItWaits(settings, surroundings));
  const parameters = await cmdletParameters(args, surroundings, gentle);
  await checkSetUp(parameters);
  const report = settings.report === undefined ? undefined : await openReport(settings.report);
  const summary = new Summary();
  const lines: number[] = [];
  const progress = showProgress(surroundings, errorFormat, () => fractionRead(args, surroundings, summary.done));
  const results = resetForgottenPasswords(recordsOf(args, surroundings, parameters, lines), {
    ...parameters,
    ...batchParameters(args),
    // Nothing is told of each record that would be sent: the results do.
    ...(dryRun && { WhatIf: true, onMessage: undefined }),
    onProgress: progress.update,
  });
  let hasReader = true;
  try {
    hasReader = await printResults(results, { stdout, report, summary, lines }, gentle.signal);
  } catch (error) {
    if (!gentle.signal.aborted || error !== gentle.signal.reason) throw error;
  } finally {
    progress.stop();
    await report?.close();
    if (hasReader && summary.done) stderr.write(summary.format(errorFormat));
  }
  if (hasReader) conclude(summary, args, surroundings);
}
