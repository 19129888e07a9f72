// Tells a failure of one user from one of the whole account or set-up, which every further record would meet as well.
import { isForgotPasswordError } from '../errors/errors.ts';

// CodeDeliveryFailureException: far more often a sandbox, an identity or a spending limit than one address.
const NAMES =
  /^(ConfigurationError|TransportError|ResponseError|ResourceNotFoundException|ForbiddenException|CodeDeliveryFailureException|UnexpectedLambdaException|InvalidLambdaResponseException|Invalid(Sms|Email)Role.*|\d+)$/;
const REASONS = /^(SECRET_HASH_.*|ADMIN_ONLY_RECOVERY|EMAIL_QUOTA|POOL_ROLE|WAF_BLOCKED|TARGET_LOST|CLIENT_NOT_FOUND)$/;

/** Whether an error says nothing of the one user that it was met with. */
export function concernsAll(error: unknown): boolean {
  if (!isForgotPasswordError(error)) return false;
  const { name, reason = '', fault } = error as { name: string; reason?: string; fault?: string };
  return NAMES.test(name) || REASONS.test(reason) || fault === 'server';
}

/** Watches what becomes of records. */
export interface Breaker {
  /** Takes note of one that was sent; `error` is what it failed with. Tells whether there were too many failures in a row. */
  trips(error?: unknown): boolean;
}

/** A breaker that trips after so many failures in a row that concern all. */
export function breakerOf(stopAfter: number): Breaker {
  let inARow = 0;
  return {
    trips(error) {
      // One that concerns its own user shows that the service can be reached, and works.
      inARow = concernsAll(error) ? inARow + 1 : 0;
      return inARow >= stopAfter;
    },
  };
}
