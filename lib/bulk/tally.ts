import { isForgotPasswordError, type Outcome } from '../errors.ts';
import type { BatchProgress } from './batch-parameters.ts';

/** What an error says of its record; an error of somebody else leaves it open. */
function outcomeOf(error: unknown): Outcome {
  return isForgotPasswordError(error) ? error.outcome : 'unknown';
}

/** Counts what becomes of records. */
export class Tally {
  #done = 0;
  #accepted = 0;
  #refused = 0;
  #unknown = 0;
  #skipped = 0;
  throttled = 0;

  /** Takes note of a result. */
  count(result: { readonly ok: boolean; readonly error?: unknown; readonly skipped?: unknown }): void {
    this.#done++;
    if (result.skipped) this.#skipped++;
    else if (result.ok) this.#accepted++;
    else if (outcomeOf(result.error) === 'unknown') this.#unknown++;
    else this.#refused++;
  }

  progress(requestsPerSecond: number): BatchProgress {
    return {
      done: this.#done,
      accepted: this.#accepted,
      refused: this.#refused,
      unknown: this.#unknown,
      skipped: this.#skipped,
      throttled: this.throttled,
      requestsPerSecond,
    };
  }
}
