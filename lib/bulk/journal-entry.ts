import type { Outcome } from '../errors/codes.ts';

/** What became of a record. */
export type RecordOutcome = 'accepted' | Outcome;

/** What a journal remembers of a record. */
export interface JournalEntry {
  /** `not-sent` where it is certain that the next run may send it. */
  readonly outcome: RecordOutcome;
  /** The name of the error that it failed with. */
  readonly errorName?: string | undefined;
}
