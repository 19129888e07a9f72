// Which records a batch does not send, and what it says of them. Pure.
import { isForgotPasswordError } from '../errors/errors.ts';
import type { BatchParameters } from './batch-parameters.ts';
import { duplicateError, skippedError } from './failures.ts';
import type { Fate } from './journal.ts';
import type { JournalEntry, RecordOutcome } from './journal-entry.ts';
import type { SkippedResult } from './skipped-result.ts';

/** What of a journal is sent again. */
export type RetryPolicy = Pick<BatchParameters, 'retryUnknown' | 'retryRejected'>;

/** Whether a run sends a record of which this is known. */
export function isSentAgain({ outcome }: JournalEntry, { retryUnknown, retryRejected }: RetryPolicy): boolean {
  if (outcome === 'unknown') return retryUnknown === true;
  if (outcome === 'rejected') return retryRejected === true;
  return outcome === 'not-sent';
}

/** The result of a record that earlier runs settled; nothing for one that is to be sent. */
export function skipKnown(known: JournalEntry | undefined, policy: RetryPolicy): SkippedResult | undefined {
  if (!known || isSentAgain(known, policy)) return undefined;
  const { outcome, errorName } = known;
  if (outcome === 'rejected' || outcome === 'unknown') {
    return { ok: false, error: skippedError(outcome, errorName), skipped: outcome };
  }
  return { ok: true, output: undefined, skipped: 'accepted' };
}

/** The result of a record that is the same as one before it, of which this became: it succeeds where that one did. */
export function skipDuplicate({ outcome, errorName }: Fate): SkippedResult {
  if (outcome === 'accepted' || outcome === 'declined') return { ok: true, output: undefined, skipped: 'duplicate' };
  return { ok: false, error: duplicateError(outcome, errorName), skipped: 'duplicate' };
}

/** As much of a result as tells what became of its record. */
export interface FinishedResult {
  readonly ok: boolean;
  readonly error?: unknown;
  readonly skipped?: unknown;
}

/**
 * What became of a record that has this result; `known` is what the journal knew of it before, `outcome` what the call
 * itself knows, where one was made.
 */
export function fateOf(
  { ok, error, skipped }: FinishedResult,
  known: JournalEntry | undefined,
  outcome: RecordOutcome | undefined,
): Fate {
  if (skipped === 'declined') return { outcome: 'declined' };
  if (skipped && known) return known;
  if (ok) return { outcome: 'accepted' };
  const isOurs = isForgotPasswordError(error);
  // Where no call was made, nothing went out.
  return { outcome: outcome ?? 'not-sent', ...(isOurs && { errorName: error.name }) };
}
