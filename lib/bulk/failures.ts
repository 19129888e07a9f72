import type { Outcome } from '../errors/codes.ts';
import { SkippedError } from '../errors/errors.ts';

/** The error of a record that the journal knows; `errorName` is that of the error it ended with. */
export function skippedError(outcome: 'rejected' | 'unknown', errorName: string | undefined): SkippedError {
  const why = errorName ?? 'the run ended before an answer came';
  const message =
    outcome === 'unknown'
      ? `An earlier run may have sent a code (${why}). Use retryUnknown to send it again.`
      : `The service rejected it in an earlier run (${why}). Use retryRejected to send it again.`;
  return new SkippedError(message, { outcome, errorName });
}

const FIRST: Readonly<Record<Outcome, string>> = {
  'not-sent': 'was not sent',
  rejected: 'was rejected',
  unknown: 'may have been sent',
};

/** The error of a record that is the same as one before it; `errorName` is that of the error that one ended with. */
export function duplicateError(outcome: Outcome, errorName: string | undefined): SkippedError {
  const why = errorName ? ` (${errorName})` : '';
  return new SkippedError(`A duplicate of a record that ${FIRST[outcome]}${why}`, { outcome, errorName });
}
