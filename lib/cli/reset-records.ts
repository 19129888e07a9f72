// The command for records from standard input.
import { type RecordResult, resetForgottenPasswords } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { batchParameters } from './batch/batch-parameters.ts';
import type { OpenInput } from './batch/open-input.ts';
import { prepareBatch } from './batch/prepare.ts';
import { type Extent, type ProgressDisplay, showProgress } from './batch/progress.ts';
import { asksByRecord, recordsOf } from './batch/records-of.ts';
import { openReport, type Report } from './batch/report-file.ts';
import { Summary } from './batch/summary.ts';
import { Position } from './batch/without-journal.ts';
import { InterruptedError, OutputError, RecordsError } from './failures.ts';
import { write } from './output.ts';
import { formatResult } from './records/result.ts';
import { formatMessage, sayThatItWaits } from './report.ts';
import type { Surroundings } from './surroundings.ts';

type Result = RecordResult<unknown, unknown>;

/** Where results go. */
interface Sinks {
  readonly stdout: Surroundings['stdout'];
  readonly report: Report | undefined;
  readonly summary: Summary;
  readonly progress: ProgressDisplay;
  /** Of the records that have been read, but have no result yet, by their index. */
  readonly lines: Map<number, number>;
  readonly position: Position;
  /** Told of the line of each result. */
  readonly onLine: (line: number | undefined) => void;
}

/** How much of the input there is, where that is known, and how much of it is done. */
function extentOf(
  line: number,
  done: number,
  limit: number | undefined,
  { count, lineCount }: OpenInput,
): Extent | undefined {
  if (limit && limit < (count ?? lineCount ?? Number.POSITIVE_INFINITY)) return { done, total: limit };
  if (count !== undefined) return { done, total: count };
  return lineCount ? { done: line, total: lineCount } : undefined;
}

/** A result as it is told: an interruption by its own name. */
function told(result: Result, signal: AbortSignal): Result {
  const isInterrupted = !result.ok && signal.aborted && result.error === signal.reason;
  if (!isInterrupted) return result;
  const { index, input } = result;
  // Who ends with the reason has not been sent: what is under way is waited for.
  return { index, input, ok: false, error: new InterruptedError({ outcome: 'not-sent' }) };
}

/**
 * Prints results as they come, until there are no more; tells whether anybody reads them. What cannot be written any more
 * calls `onFailure`: nothing further is to be sent, while the results of what is under way are still counted, printed and
 * reported, wherever that is possible.
 */
async function printResults(
  results: AsyncIterable<Result>,
  sinks: Sinks,
  signal: AbortSignal,
  onFailure: (failure?: unknown) => void,
): Promise<boolean> {
  const { stdout, summary, progress, position, lines, onLine } = sinks;
  let report = sinks.report;
  let hasReader = true;
  let isPrinting = true;
  for await (const each of results) {
    const result = told(each, signal);
    const line = lines.get(each.index);
    lines.delete(each.index);
    onLine(line);
    summary.count(result);
    position.note(result, line);
    await report?.write(result, line).catch((failure: unknown) => {
      report = undefined;
      onFailure(failure);
    });
    progress.clear();
    if (!isPrinting) continue;
    hasReader = await write(stdout, formatResult(result, line)).catch((cause: unknown) => {
      isPrinting = false;
      onFailure(new OutputError(cause, undefined));
      return true;
    });
    if (!hasReader) {
      isPrinting = false;
      onFailure();
    }
  }
  return hasReader;
}

/** @throws what the run ends with, unless all is well; `failure` is what ended it before its input did. */
function conclude(
  failure: unknown,
  summary: Summary,
  position: Position,
  { batch, settings }: Arguments,
  say: (text: string) => void,
): void {
  const { done, failed } = summary;
  const sentence = `${failed} of ${done} records failed`;
  if (failure instanceof InterruptedError) {
    const goOn = batch.journal ? 'the same command goes on from here' : position.howToGoOn();
    const resume = settings.dryRun ? '' : `; ${goOn}`;
    throw new InterruptedError({ sentence: `${sentence}; no further one was sent${resume}` });
  }
  if (failure) throw failure;
  if (failed) throw new RecordsError(sentence);
  if (!done) say('Standard input held no records');
}

/** Sends the records, and prints a line of JSON for each, in order. */
export async function resetRecords(args: Arguments, surroundings: Surroundings): Promise<void> {
  const { settings } = args;
  const { stdout, stderr, signal } = surroundings;
  const { errorFormat = 'text', dryRun, limit } = settings;
  const say = (text: string): void => {
    stderr.write(formatMessage({ type: 'notice', text }, errorFormat));
  };
  const input = new AbortController();
  const prepared = await prepareBatch(args, surroundings, input, say);
  if (!prepared) return;
  const { parameters, input: opened } = prepared;
  const report =
    settings.report === undefined ? undefined : await openReport(settings.report, args.batch.journal ?? undefined);
  const summary = new Summary();
  const position = new Position();
  const lines = new Map<number, number>();
  let line = 0;
  const onLine = (reached = line): void => {
    line = reached;
  };
  const progress = showProgress(surroundings, errorFormat, () => extentOf(line, summary.done, limit, opened));
  let failure: unknown;
  // Ends the run gently, as an interruption does, where what becomes of it cannot be told.
  const unheard = new AbortController();
  const stopUnheard = (why?: unknown): void => {
    failure ??= why;
    unheard.abort();
    input.abort();
  };
  const interrupt = (): void => {
    input.abort();
    progress.clear();
    sayThatItWaits(settings, surroundings);
  };
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt);
  const results = resetForgottenPasswords(recordsOf(args, opened, lines, input.signal), {
    ...parameters,
    ...batchParameters(args),
    signal: undefined,
    stopSignal: AbortSignal.any([signal, unheard.signal]),
    // Nothing is told of each record that would be sent: the results do.
    ...(dryRun && { WhatIf: true, onMessage: undefined }),
    ...(asksByRecord(args) && { Confirm: undefined }),
    onProgress: progress.update,
  });
  let hasReader = true;
  try {
    const sinks = { stdout, report, summary, progress, position, lines, onLine };
    hasReader = await printResults(results, sinks, signal, stopUnheard);
  } catch (error) {
    if (error === signal.reason) failure ??= new InterruptedError({ outcome: 'not-sent' });
    else if (error === unheard.signal.reason) hasReader = failure !== undefined;
    else failure ??= error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    // A read that is under way would keep the process.
    input.abort();
    progress.stop();
    await report?.close();
  }
  if (!hasReader) return;
  if (summary.done) stderr.write(summary.format(errorFormat));
  conclude(failure, summary, position, args, say);
}
