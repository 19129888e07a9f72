import { isForgotPasswordError } from '../errors.ts';
import type { BatchProgress } from './batch-parameters.ts';

/** As much of a result as is counted. */
export interface CountedResult {
  readonly ok: boolean;
  readonly error?: unknown;
}

/** What is counted of records. */
export type Counts = Omit<BatchProgress, 'requestsPerSecond' | 'throttled'>;

/** Counts what becomes of records. */
export function tally() {
  const counts = { done: 0, accepted: 0, refused: 0, unknown: 0, skipped: 0 };
  // An error of somebody else leaves open what went out.
  const kindOf = ({ ok, error }: CountedResult): 'accepted' | 'unknown' | 'refused' => {
    if (ok) return 'accepted';
    return isForgotPasswordError(error) && error.outcome !== 'unknown' ? 'refused' : 'unknown';
  };
  return {
    counts: (): Counts => ({ ...counts }),
    /** Takes note of a result; `isSkipped` where the record was not sent, though nothing is wrong with it. */
    count(result: CountedResult, isSkipped: boolean): void {
      counts.done++;
      counts[isSkipped ? 'skipped' : kindOf(result)]++;
    },
  };
}
