// The one decision: from what is known of an attempt that failed, to what the service may have done and whether to send
// the request again. Every request that the service acts on sends a message or changes a password. Pure.
import type { Outcome, TransportPhase } from '../errors/codes.ts';
import { isServerFaultName, isThrottlingName, isTimeoutName } from '../errors/names.ts';

/** Whether the client retries after an ambiguous failure. */
export type Delivery = 'at-most-once' | 'at-least-once';

/** What is known of an attempt that failed. */
export interface AttemptFacts {
  /** How far it came. */
  readonly phase: TransportPhase;
  /** The status of the reply, where there is one. */
  readonly status?: number | undefined;
  /** The name of the AWS error in the reply: the proof that the service itself answered. */
  readonly errorName?: string | undefined;
  /** Whether the same request would fail in the same way: a redirect, an oversized reply, a refused certificate. */
  readonly isPermanent?: boolean;
}

/** What is known of the call around it. */
export interface CallFacts {
  /** What the attempts before may have done. */
  readonly outcomeBefore: Outcome;
  readonly isAborted: boolean;
  readonly delivery: Delivery | undefined;
  /** Whether attempts, time and quota allow another one. */
  readonly hasAttemptsLeft: boolean;
  readonly hasTimeLeft: boolean;
  readonly hasQuotaLeft: boolean;
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

// Bare replies of these may pass. The service's own throttling is a 400 with a name.
const TRANSIENT_STATUSES: readonly (number | undefined)[] = [429, 500, 502, 503, 504];

/** What the service may have done by one attempt. */
export function attemptOutcome(
  { phase, status, errorName }: AttemptFacts,
  ambiguousErrors: RegExp | undefined = undefined,
): Outcome {
  if (phase === 'connect') return 'not-sent';
  const isProof = errorName !== undefined && status !== undefined && status >= 400 && status < 500;
  const isAmbiguous = !isProof || isServerFaultName(errorName) || isTimeoutName(errorName);
  return isAmbiguous || ambiguousErrors?.test(errorName) ? 'unknown' : 'rejected';
}

/** Whether a failure may pass by itself. */
function isTransient({ phase, status, errorName = '', isPermanent }: AttemptFacts): boolean {
  // This limit is per user and hour, or per account and day, and each further try counts against it.
  if (isPermanent || /^LimitExceeded/i.test(errorName)) return false;
  if (phase === 'connect' || status === undefined) return true;
  // A success that cannot be read may be read the next time.
  const isSuccess = status >= 200 && status < 300;
  return isSuccess || TRANSIENT_STATUSES.includes(status) || isThrottlingName(errorName) || isTimeoutName(errorName);
}

/** Whether the service itself asks for fewer requests. */
export const isThrottled = ({ errorName }: AttemptFacts): boolean =>
  errorName !== undefined && isThrottlingName(errorName);

/** Decides what a failed attempt means for its call. */
export function decide(attempt: AttemptFacts, call: CallFacts): Decision {
  const outcomeNow = attemptOutcome(attempt, call.ambiguousErrors);
  // What an earlier attempt may have done, a later one does not undo.
  const outcome = call.outcomeBefore === 'unknown' ? 'unknown' : outcomeNow;
  const canPass = isTransient(attempt);
  const isAllowed = outcome !== 'unknown' || call.delivery === 'at-least-once';
  return {
    outcome,
    retryable: canPass && outcome !== 'unknown',
    isRepeated:
      canPass && isAllowed && !call.isAborted && call.hasAttemptsLeft && call.hasTimeLeft && call.hasQuotaLeft,
  };
}
