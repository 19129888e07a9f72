import { ForgotPasswordError } from '../errors/errors.ts';

/** Why a batch ended before its source did: the budget of sends, failures that concern everybody, or the journal. */
export type StopReason = 'BUDGET' | 'FAILURES' | 'JOURNAL';

/** A batch ended before its source did. What it had not begun was not sent. */
export class StoppedError extends ForgotPasswordError {
  override readonly name = 'StoppedError';
  declare readonly code: `ERR_STOPPED_${StopReason}`;
  declare readonly outcome: 'not-sent';
}

/** A record that the journal knows, and that is not sent again: the service refused it, or a code may have gone out. */
export class SkippedError extends ForgotPasswordError {
  override readonly name = 'SkippedError';
  declare readonly code: 'ERR_SKIPPED';
  declare readonly outcome: 'rejected' | 'unknown';
}

/** The error of a record that the journal knows; `errorName` is that of the error it ended with. */
export function skippedError(outcome: 'rejected' | 'unknown', errorName: string | undefined): SkippedError {
  const what = outcome === 'unknown' ? 'It may have been sent before' : 'It was refused before';
  return new SkippedError('skipped', `${what} (${errorName ?? 'the run ended'})`, { outcome });
}
