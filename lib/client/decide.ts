// The one decision: from what is known of an attempt that failed, to what the service may have done and whether to send
// the request again. Every request that the service acts on sends a message or changes a password. Pure.
import type { Outcome } from '../errors/codes.ts';
import type { AnyForgotPasswordError } from '../errors/errors.ts';
import { isThrottlingName, isTimeoutName } from '../errors/names.ts';

/** Whether the client retries after an ambiguous failure. */
export type Delivery = 'at-most-once' | 'at-least-once';

/** What is known of the call around an attempt. */
export interface CallFacts {
  /** What the attempts before may have done. */
  readonly outcomeBefore: Outcome;
  readonly delivery: Delivery | undefined;
  /** Whether attempts, time, quota and the caller allow another one. */
  readonly hasRoom: boolean;
  /** Names of errors that this operation can meet after it acted. */
  readonly ambiguousErrors?: RegExp | undefined;
}

/** What follows from it. */
export interface Decision {
  /** What the whole call may have done. */
  readonly outcome: Outcome;
  /** Whether a repeat could succeed, and cannot make the service act twice. */
  readonly retryable: boolean;
  /** Whether to send the request again. */
  readonly isRepeated: boolean;
}

// Failures that the same request would meet again.
const PERMANENT = /CONFIGURATION|REDIRECT|TOO_LARGE|PROXY|TLS/;

// Bare replies of these may pass. The service's own throttling is a 400 with a name.
const TRANSIENT_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

/** Whether a failure may pass by itself. */
function isTransient({ code, name, outcome }: AnyForgotPasswordError, status: number | undefined): boolean {
  // This limit is per user and hour, or per account and day, and each further try counts against it.
  if (PERMANENT.test(code) || /^LimitExceeded/i.test(name)) return false;
  if (outcome === 'not-sent' || status === undefined) return true;
  // A success that cannot be read may be read the next time.
  return status < 300 || TRANSIENT_STATUSES.includes(status) || isThrottlingName(name) || isTimeoutName(name);
}

/**
 * Decides what a failed attempt means for its call. The error's own outcome is what the attempt may have done; `status` is
 * that of the reply, where there is one.
 */
export function decide(
  error: AnyForgotPasswordError,
  status: number | undefined,
  { outcomeBefore, delivery, hasRoom, ambiguousErrors }: CallFacts,
): Decision {
  // What an earlier attempt may have done, a later one does not undo.
  const isUnknown = outcomeBefore === 'unknown' || ambiguousErrors?.test(error.name);
  const outcome = isUnknown ? 'unknown' : error.outcome;
  const isTransientFailure = isTransient(error, status);
  const isCertain = outcome !== 'unknown';
  return {
    outcome,
    retryable: isTransientFailure && isCertain,
    isRepeated: isTransientFailure && hasRoom && (isCertain || delivery === 'at-least-once'),
  };
}
