// What a batch ends with, as the error that decides the exit code.
import { ClosedOutputError, InterruptedError, RecordsError, UsageError } from '../failures.ts';
import { formatCount } from './duration.ts';
import type { Summary } from './summary.ts';

/** How a batch came to its end. */
export interface End {
  /** What ended it before its input did; nothing where its input did. */
  readonly failure: unknown;
  readonly isInterrupted: boolean;
  readonly isOutputClosed: boolean;
}

/** The sentence about all records. */
function sentenceOf({ failed, done }: Summary): string {
  return `${formatCount(failed)} of ${formatCount(done)} records failed`;
}

/** What ended a batch before its input did, in the command's own words; nothing where its input did. */
export function cutOf({ failure, isInterrupted, isOutputClosed }: End, summary: Summary): unknown {
  // What was never told outweighs that nobody wanted more.
  if (failure !== undefined) return failure;
  const sentence = `${sentenceOf(summary)}; no further one was sent`;
  if (isInterrupted) return new InterruptedError({ sentence });
  return isOutputClosed ? new ClosedOutputError(`${sentence}.`) : undefined;
}

/** @throws what the run ends with, unless all is well; `cut` is what ended it before its input did. */
export function conclude(cut: unknown, summary: Summary): void {
  if (cut !== undefined) throw cut;
  if (!summary.done) throw new UsageError('The input holds no records');
  if (summary.failed) throw new RecordsError(sentenceOf(summary));
}
