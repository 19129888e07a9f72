// Holds a batch while there is no connection, and probes with one request at a time whether it is back.
import { throwIfAborted } from '../util/abort.ts';
import { onAbort } from '../util/on-abort.ts';
import type { Clock } from './pace.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** What an outage is told and asked. */
export interface Outage {
  /** Whether there is no connection at the moment. */
  readonly isDown: boolean;
  /** Whether a failure to connect may be waited out: there was a connection before, and the time is not over. */
  allowsWait(): boolean;
  /** Waits while there is no connection, until it is this caller's turn to probe; rejects when the signal aborts. */
  turn(signal: AbortSignal): Promise<void>;
  /** Takes note that an attempt found no connection. */
  fail(): void;
  /** Takes note of a reply, or of a connection at least. */
  recover(): void;
}

/** How an outage is told. */
export interface OutageOptions {
  /** The longest time without a connection, in milliseconds. */
  readonly maxOutageMs: number;
  /** Called when the connection is lost. */
  readonly onDown: () => void;
  /** Called when it is back. */
  readonly onUp: () => void;
  /** Called when it is gone for too long. */
  readonly onExpired: () => void;
}

/** An outage that has not begun. */
export function outageOf({ now, wait }: Clock, options: OutageOptions): Outage {
  const { maxOutageMs, onDown, onUp, onExpired } = options;
  const waiting: (() => void)[] = [];
  let wasUp = false;
  let isProbing = false;
  let downSinceMs: number | undefined;
  let probes = 0;

  const isExpired = (): boolean => downSinceMs !== undefined && now() - downSinceMs >= maxOutageMs;

  /** Ends a probe, and lets so many of those who wait look again. */
  const wake = (count: number): void => {
    isProbing = false;
    for (const go of waiting.splice(0, count)) go();
  };

  /** Waits for a while, and then may probe. */
  const probe = async (signal: AbortSignal): Promise<void> => {
    isProbing = true;
    try {
      await wait(Math.min(FIRST_WAIT_MS * 2 ** probes, LONGEST_WAIT_MS), signal);
      probes += 1;
    } catch (reason) {
      wake(1);
      throw reason;
    }
  };

  return {
    get isDown() {
      return downSinceMs !== undefined;
    },
    allowsWait: () => wasUp && !isExpired(),
    async turn(signal) {
      while (downSinceMs !== undefined && isProbing && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const forget = onAbort(signal, resolve);
          waiting.push(() => {
            forget();
            resolve();
          });
        });
      }
      throwIfAborted(signal);
      if (downSinceMs !== undefined) await probe(signal);
    },
    fail() {
      if (!wasUp) return;
      if (downSinceMs === undefined) {
        downSinceMs = now();
        onDown();
      }
      if (isExpired()) onExpired();
      wake(1);
    },
    recover() {
      const isBack = downSinceMs !== undefined;
      wasUp = true;
      downSinceMs = undefined;
      probes = 0;
      wake(waiting.length);
      if (isBack) onUp();
    },
  };
}
