import { ForgotPasswordError } from '../errors.ts';

/** Why a batch ended before its source did: the budget of sends, failures that concern everybody, or the journal. */
export type StopReason = 'BUDGET' | 'FAILURES' | 'JOURNAL';

/** A batch ended before its source did. What it had not begun was not sent. */
export class StoppedError extends ForgotPasswordError {
  declare readonly name: 'StoppedError';
  declare readonly code: `ERR_STOPPED_${StopReason}`;
  declare readonly outcome: 'not-sent';

  constructor(reason: StopReason, message: string, cause?: unknown) {
    super('Stopped', reason, message, { cause });
  }
}

/** A record that the journal knows, and that is not sent again: the service refused it, or a code may have gone out. */
export class SkippedError extends ForgotPasswordError {
  declare readonly name: 'SkippedError';
  declare readonly code: 'ERR_SKIPPED';
  declare readonly outcome: 'rejected' | 'unknown';

  constructor(outcome: 'rejected' | 'unknown', errorName: string | undefined) {
    const what = outcome === 'unknown' ? 'It may have been sent before' : 'It was refused before';
    super('Skipped', '', `${what} (${errorName ?? 'the run ended'})`, { code: 'ERR_SKIPPED', outcome });
  }
}
