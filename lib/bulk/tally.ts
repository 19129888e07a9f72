import type { BatchProgress } from './batch-parameters.ts';
import type { RecordOutcome } from './journal-entry.ts';

/** As much of a result as is counted. */
export interface CountedResult {
  readonly ok: boolean;
  readonly error?: unknown;
  readonly skipped?: unknown;
}

/** What is counted of records. */
export type Counts = Omit<BatchProgress, 'requestsPerSecond' | 'throttled' | 'isPaused'>;

/** Counts what becomes of records. */
export function tally() {
  const counts = { done: 0, accepted: 0, refused: 0, unknown: 0, skipped: 0 };
  const kindOf = ({ ok, skipped }: CountedResult, outcome: RecordOutcome | undefined): keyof Counts => {
    if (skipped) return 'skipped';
    if (ok) return 'accepted';
    return outcome === 'unknown' ? 'unknown' : 'refused';
  };
  return {
    /** What was counted so far: the same object, which goes on counting. */
    counts: counts as Readonly<Counts>,
    /** Takes note of a result; `outcome` is what is known of one that failed. */
    count(result: CountedResult, outcome?: RecordOutcome): void {
      counts.done++;
      counts[kindOf(result, outcome)]++;
    },
  };
}
