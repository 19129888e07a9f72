// Tells a failure of one user from one of the whole account or set-up, which every further record would meet as well.
import { isForgotPasswordError } from '../errors.ts';

const NAMES =
  /^(ConfigurationError|TransportError|ResponseError|ResourceNotFoundException|ForbiddenException|Invalid(Sms|Email)Role.*|InternalErrorException|\d+)$/;
const REASONS = /^(SECRET_HASH_.*|ADMIN_ONLY_RECOVERY|EMAIL_QUOTA|POOL_ROLE|WAF_BLOCKED|TARGET_LOST|CLIENT_NOT_FOUND)$/;

/** Whether an error says nothing of the one user that it was met with. */
export function concernsAll(error: unknown): boolean {
  if (!isForgotPasswordError(error)) return false;
  const { reason = '' } = error as { reason?: string };
  return NAMES.test(error.name) || REASONS.test(reason);
}

/** Watches what becomes of records. */
export interface Breaker {
  /** Takes note of one that was sent; `error` is what it failed with. */
  note(error?: unknown): void;
  /** The last of too many failures in a row; nothing while there is hope. */
  tripped(): unknown;
}

/** A breaker that trips after so many failures in a row that concern all. */
export function breakerOf(stopAfter: number): Breaker {
  let inARow = 0;
  let last: unknown;
  return {
    note(error) {
      // One that concerns its own user shows that the service can be reached, and works.
      inARow = concernsAll(error) ? inARow + 1 : 0;
      if (inARow >= stopAfter) last = error;
    },
    tripped: () => last,
  };
}
