// What the service's messages mean. Sources: public reports, and AWS's documentation of ForgotPassword and its quotas.
import { HINTS } from './hints.ts';

// By reason, the first that fits: an expression for "name: message", without regard to case.
const expressions: Readonly<Record<string, string>> = {
  DELIVERY_FAILED: '^CodeDelivery',
  POOL_ROLE: '^Invalid(Sms|Email)Role',
  TRIGGER_FAILED: '^(User|Invalid|Unexpected)Lambda',
  USER_NOT_FOUND: '^UserNotFound.*not (found|exist)',
  NO_VERIFIED_CONTACT: 'no registered/verified',
  RECOVERY_NOT_ALLOWED_IN_STATE: 'not be reset in the current',
  USER_DISABLED: 'user is disabled',
  ADMIN_ONLY_RECOVERY: 'contact administrator',
  SECRET_HASH_MISMATCH: 'verify secret hash',
  SECRET_HASH_MISSING: 'secret.* not received',
  CLIENT_NOT_FOUND: 'pool client .*not exist',
  SERVICE_VALIDATION: 'validation errors? detected',
  USER_ATTEMPT_LIMIT: 'attempt limit',
  EMAIL_QUOTA: 'daily email limit',
  RATE_QUOTA: '^TooMany.*(rate exceeded|too many requests)',
  WAF_BLOCKED: 'WAF block',
  TARGET_LOST: 'not understand the operation',
};

/** What is known of a message: what it means, e.g. `USER_DISABLED`, and what to do; nothing where it is not recognised. */
export function explain(name: string, message: string): { reason?: string; hint?: string } {
  // The service's messages are short. Over one that is made for it, these expressions would take seconds.
  const text = `${name}: ${message}`.slice(0, 1_000);
  const reason = Object.keys(expressions).find((each) => RegExp(`${expressions[each]}`, 'is').test(text));
  return reason ? { reason, hint: `${HINTS[reason]}` } : {};
}
