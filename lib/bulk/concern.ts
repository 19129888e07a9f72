// Tells a failure of one user from one of the whole account or set-up, which every further record would meet as well.
import { isForgotPasswordError, ServiceError } from '../errors/errors.ts';
import { type Concern, concernOf } from '../errors/reasons.ts';
import type { JournalEntry } from './journal-entry.ts';

/** Whom an error concerns. */
export function concernOfError(error: unknown): Concern {
  if (!isForgotPasswordError(error)) return 'unclear';
  if (error.code === 'ERR_REQUEST_INVALID') return 'user';
  // The connection, the set-up, or a proxy.
  if (!(error instanceof ServiceError)) return 'everyone';
  return error.fault === 'server' ? 'everyone' : concernOf(error.name, error.reason);
}

/**
 * What a journal remembers of a failure: the rejection of one user is final; what is no fault of the user's, passes, or may
 * be somebody else's fault, the next run may send.
 */
export function entryOf(outcome: JournalEntry['outcome'], error: unknown): JournalEntry {
  const errorName = isForgotPasswordError(error) ? error.name : undefined;
  const isFinal = concernOfError(error) === 'user' && errorName !== 'LimitExceededException';
  const isOpen = outcome === 'rejected' && !isFinal;
  return { outcome: isOpen ? 'not-sent' : outcome, errorName };
}
