// What a batch adds to its calls: when attempts may start, and who learns how they ended.
import type { Outcome } from '../errors/codes.ts';
import type { AnyForgotPasswordError } from '../errors/errors.ts';

/** How an attempt ended. */
export interface AttemptResult {
  /** What is known of the whole call. */
  readonly outcome: 'accepted' | Outcome;
  /** What the attempt failed with; absent where the service accepted it. */
  readonly error?: AnyForgotPasswordError | undefined;
  /** Whether the service asked for fewer requests. */
  readonly isThrottled: boolean;
}

/** Goes around the attempts of a call. What its promises reject with, the call rejects with. */
export interface CallPolicy {
  /** The place of the call's record in its source, from 0; events carry it. */
  readonly index: number;
  /** Waits until an attempt may be sent; rejects when none may be any more. */
  beforeAttempt(): Promise<void>;
  /** Takes note of how an attempt ended. Must not reject. */
  afterAttempt(result: AttemptResult): Promise<void>;
  /** Waits before a retry; rejects when there is to be none. */
  wait(ms: number): Promise<void>;
  /**
   * Whether to send the request again after such a wait, however many attempts there were; nothing where the call's own
   * rules decide.
   */
  allowsRetry(result: Omit<AttemptResult, 'outcome'>, waitMs: number): boolean | undefined;
}
