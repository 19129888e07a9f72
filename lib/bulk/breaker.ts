// Stops a batch that fails for everybody.
import { isForgotPasswordError } from '../errors/errors.ts';
import { concernOfError } from './concern.ts';

/** So many users at the beginning of a run that fail in the same way are not there by chance. */
const UNIFORM_USERS = 20;

/** Why a batch is stopped: too many failures in a row, or the same one for each of the first users. */
export type Trip = 'failures' | 'uniform';

/** Watches what becomes of records. */
export interface Breaker {
  /** Takes note of a record that was sent; `error` is what it failed with. Says why the batch must stop. */
  trips(error?: unknown): Trip | undefined;
}

/** What makes two failures the same. */
function signatureOf(error: unknown): string {
  if (!isForgotPasswordError(error)) return '';
  const { name, code, message } = error;
  const reason = 'reason' in error ? error.reason : undefined;
  return [name, code, reason ?? message].join('\n');
}

/**
 * A breaker that trips after so many failures in a row that concern everyone, or that are the same and not known to be one
 * user's; and when the first 20 users fail in the same way. It never trips where `stopAfter` is infinite.
 */
export function breakerOf(stopAfter: number): Breaker {
  let inARow = 0;
  let lastSignature = '';
  let lastConcern = '';
  let records = 0;
  let isUniform = true;

  return {
    trips(error) {
      records += 1;
      const signature = error === undefined ? '' : signatureOf(error);
      const isSame = signature !== '' && signature === lastSignature;
      const concern = signature ? concernOfError(error) : 'user';
      const isGoingOn = isSame || (concern === 'everyone' && lastConcern === 'everyone');
      isUniform &&= signature !== '' && (records === 1 || isSame);
      lastSignature = signature;
      lastConcern = concern;
      // A failure of one user shows that the service can be reached, and works.
      inARow = concern === 'user' ? 0 : isGoingOn ? inARow + 1 : 1;
      if (inARow >= stopAfter) return 'failures';
      return isUniform && records >= UNIFORM_USERS && stopAfter !== Number.POSITIVE_INFINITY ? 'uniform' : undefined;
    },
  };
}
