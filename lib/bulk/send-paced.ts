// Sends one record at the pace of its batch, again and again while the service throttles it.
import { type ForgotPasswordError, isForgotPasswordError } from '../errors.ts';
import { backoffMs } from '../retry/backoff.ts';
import { type Delivery, isThrottling, mayRepeat } from '../retry/verdict.ts';
import type { Clock, Pace } from './pace.ts';

/** How a batch sends. */
export interface Pacing {
  readonly pace: Pace;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** The longest time for which a throttled record is sent again, in milliseconds. */
  readonly maxWaitMs: number;
  /** Attempts after failures other than throttling, the first included. */
  readonly maxAttempts: number;
  readonly delivery: Delivery | undefined;
  readonly random: () => number;
  readonly onThrottled: () => void;
}

/** Whether the service refused a request for its rate. */
export function isThrottled(error: ForgotPasswordError): boolean {
  return isThrottling(error.$metadata?.httpStatusCode, error.name);
}

/** Resolves with what `send`, a single attempt, resolves with; rejects with what it fails with when it must not be repeated. */
export async function sendPaced<Response>(send: () => Promise<Response>, pacing: Pacing): Promise<Response> {
  const { pace, clock, signal, maxWaitMs, maxAttempts, delivery, random, onThrottled } = pacing;
  const startedAtMs = clock.now();
  let failures = 0;

  /** Waits until the next attempt; throws the failure when there must be none. */
  const waitToRepeat = async (error: ForgotPasswordError, sentAtMs: number): Promise<void> => {
    if (isThrottled(error)) {
      pace.slowDown(sentAtMs);
      onThrottled();
      if (clock.now() - startedAtMs >= maxWaitMs) throw error;
    } else {
      if (error.outcome === 'rejected') pace.succeed();
      failures++;
      if (failures >= maxAttempts || !mayRepeat(error, delivery)) throw error;
      await clock.wait(backoffMs(failures - 1, false, random(), 0), signal);
    }
    await pace.turn(signal);
  };

  for (;;) {
    const sentAtMs = clock.now();
    try {
      const response = await send();
      pace.succeed();
      return response;
    } catch (error) {
      if (!isForgotPasswordError(error)) throw error;
      await waitToRepeat(error, sentAtMs).catch(() => {
        // When the signal aborts the wait, its reason says nothing of what was sent before, and the failure does.
        throw error;
      });
    }
  }
}
