import { isForgotPasswordError } from '../errors/errors.ts';
import type { BatchProgress } from './batch-parameters.ts';

/** As much of a result as is counted. */
export interface CountedResult {
  readonly ok: boolean;
  readonly error?: unknown;
  readonly skipped?: unknown;
}

/** What is counted of records. */
export type Counts = Omit<BatchProgress, 'requestsPerSecond' | 'throttled'>;

/** Counts what becomes of records. */
export function tally() {
  const counts = { done: 0, accepted: 0, refused: 0, unknown: 0, skipped: 0 };
  // An error of somebody else leaves open what went out.
  const kindOf = ({ ok, error, skipped }: CountedResult): 'accepted' | 'refused' | 'skipped' | 'unknown' => {
    if (skipped) return 'skipped';
    if (ok) return 'accepted';
    return isForgotPasswordError(error) && error.outcome !== 'unknown' ? 'refused' : 'unknown';
  };
  return {
    counts: (): Counts => ({ ...counts }),
    /** Takes note of a result. */
    count(result: CountedResult): void {
      counts.done++;
      counts[kindOf(result)]++;
    },
  };
}
