// All that is told of a run when it has ended.
import { ClosedOutputError, InterruptedError } from '../failures.ts';
import { describe } from '../report.ts';
import type { Counted } from './summary.ts';
import type { Timeline } from './timeline.ts';

/** How a run ended. */
export interface Ending {
  /** In a word or two. */
  readonly title: string;
  /** What it ended with, where that was before its input did. */
  readonly text: string | undefined;
  readonly isCutShort: boolean;
}

/** A run that has ended. */
export interface RunStory {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly ending: Ending;
  readonly isCutShort: boolean;
  readonly isDryRun: boolean;
  readonly counted: Counted;
  readonly timeline: Timeline;
  /** The line at which the last record with a result begins, where that is known. */
  readonly line: number | undefined;
  /** Refusals for the rate. */
  readonly throttled: number;
  /** The most requests a second. */
  readonly requestsPerSecond: number;
  /** The records without a result, where that is known. */
  readonly remaining: number | undefined;
  readonly clientId: string | undefined;
  /** Where requests went. */
  readonly endpoints: readonly string[];
  readonly hasJournal: boolean;
  /** The journal's path. */
  readonly journal: string | undefined;
}

function titleOf(failure: unknown): string {
  if (failure instanceof InterruptedError) return 'Interrupted';
  return failure instanceof ClosedOutputError ? 'Output closed' : 'Stopped';
}

/** How a run ended, by what ended it before its input did. */
export function endingOf(failure: unknown, isDryRun: boolean): Ending {
  if (failure === undefined) return { title: isDryRun ? 'Dry run' : 'Finished', text: undefined, isCutShort: false };
  const { name, message } = describe(failure);
  return { title: titleOf(failure), text: `${name}: ${message}`, isCutShort: true };
}
