// What may be repeated. Every request that Cognito acts on sends the user a message, so the question is always whether
// the service can have acted.
import type { ForgotPasswordError, Outcome } from '../errors.ts';

/** Whether the client repeats after an ambiguous failure. */
export type Delivery = 'at-most-once' | 'at-least-once';

// Of a status and the name behind it.
const throttling =
  /^429|Throttl|\d(BandwidthLimitExceeded|PriorRequestNotComplete|ProvisionedThroughputExceededException|RequestLimitExceeded|SlowDown|TooManyRequestsException|TransactionInProgressException)$/;
const transient = /^(50[024]|\d+TimeoutError$|\d+RequestTimeout)/;

/** Whether an error reply asks for fewer requests. Names of AWS's standard retry mode. */
export function isThrottling(status: number | undefined, name: string): boolean {
  return throttling.test(`${status}${name}`);
}

/** What an error reply tells: whether a code may have gone out, and whether another try may succeed. */
export function judgeReply(status: number, name: string): [outcome: Outcome, retryable: boolean] {
  // The limit is per user and hour, or per account and day, and each further try counts against it.
  if (name === 'LimitExceededException') return ['rejected', false];
  // At 503 the service shed the request before it acted.
  if (status === 503 || isThrottling(status, name)) return ['rejected', true];
  const isTransient = transient.test(`${status}${name}`);
  return [isTransient || status >= 500 ? 'unknown' : 'rejected', isTransient];
}

/** Whether an attempt that failed may be followed by another one. */
export function mayRepeat({ outcome, retryable }: ForgotPasswordError, delivery: Delivery | undefined): boolean {
  return retryable && (outcome !== 'unknown' || delivery === 'at-least-once');
}
