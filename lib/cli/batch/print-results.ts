// The results of a batch, told as they come.
import { InterruptedError, OutputError } from '../failures.ts';
import { type Output, write } from '../output.ts';
import type { Course } from './course.ts';
import type { Report } from './report-file.ts';
import type { ResultContext } from './report-row.ts';
import type { Result } from './vocabulary.ts';

/** Results, and where they go. */
export interface Sinks {
  readonly results: AsyncIterable<Result>;
  readonly stdout: Output;
  readonly format: (result: Result, context: ResultContext) => string;
  readonly report: Report | undefined;
  readonly course: Course;
  /** Of the records that have been read, but have no result yet, by their index. */
  readonly lines: Map<number, number>;
  /** Aborts with an interruption. */
  readonly interruption: AbortSignal;
  /** Called when results cannot be written any more: with the failure, or with nothing where the reader is gone. */
  readonly onUnheard: (failure?: OutputError) => void;
}

/** A result as it is told: an interruption by its own name. */
function told(result: Result, interruption: AbortSignal): Result {
  const isInterrupted = !result.ok && interruption.aborted && result.error === interruption.reason;
  if (!isInterrupted) return result;
  const { index, input } = result;
  // Who ends with the reason has not been sent: what is in flight is waited for.
  return { index, input, ok: false, error: new InterruptedError({ outcome: 'not-sent' }) };
}

const asOutputError = (failure: unknown): OutputError =>
  failure instanceof OutputError ? failure : new OutputError(failure, undefined);

/**
 * Counts, reports and prints results until there are no more. When one of these fails, the others go on: what was sent must
 * be told wherever that is possible.
 */
export async function printResults(sinks: Sinks): Promise<void> {
  const { results, stdout, format, course, lines, interruption, onUnheard } = sinks;
  let { report } = sinks;
  let isPrinting = true;
  for await (const each of results) {
    const result = told(each, interruption);
    const line = lines.get(each.index);
    const context = { line, time: new Date(), requestId: course.takeRequestId(each.index) };
    lines.delete(each.index);
    course.count(result, line);
    await report?.write(result, context).catch((failure: unknown) => {
      report = undefined;
      onUnheard(asOutputError(failure));
    });
    if (!isPrinting) continue;
    try {
      isPrinting = await write(stdout, format(result, context));
      if (!isPrinting) onUnheard();
    } catch (failure) {
      isPrinting = false;
      onUnheard(asOutputError(failure));
    }
  }
}
