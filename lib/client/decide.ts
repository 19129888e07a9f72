// What may be repeated. Every request that Cognito acts on sends the user a message, so the question is always whether
// the service can have acted.
import type { ForgotPasswordError } from '../errors/errors.ts';

/** Whether the client repeats after an ambiguous failure. */
export type Delivery = 'at-most-once' | 'at-least-once';

/**
 * Whether a reply asks for fewer requests, of its status with the error's name behind it: what the names of AWS's standard
 * retry mode have, and no others. The limit of LimitExceededException is per user and hour, or per account and day, and
 * each further try counts against it.
 */
export const throttling =
  /^429(?!limit)|throttl|priorreq|[a-z]limitexceeded$|provisioned|slowdown|toomanyreq|transactionin/i;

/** Whether an attempt that failed may be followed by another one. */
export const mayRepeat = (error: ForgotPasswordError, delivery: Delivery | undefined): boolean =>
  error.retryable && (error.outcome !== 'unknown' || delivery === 'at-least-once');
