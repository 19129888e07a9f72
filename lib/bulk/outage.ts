// Holds a batch while there is no connection, and probes with one request at a time whether it is back.
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
  let wasUp = false;
  let downSinceMs: number | undefined;
  let probes = 0;
  let probing: Promise<void> = Promise.resolve();
  let endProbe = (): void => {};

  const isExpired = (): boolean => downSinceMs !== undefined && now() - downSinceMs >= maxOutageMs;

  /** Waits for the probe before this one, and then for a while. */
  const probe = async (signal: AbortSignal): Promise<void> => {
    const before = probing;
    probing = new Promise((resolve) => {
      endProbe = resolve;
    });
    await before;
    if (downSinceMs === undefined) return;
    await wait(Math.min(FIRST_WAIT_MS * 2 ** probes, LONGEST_WAIT_MS), signal);
    probes += 1;
  };

  return {
    get isDown() {
      return downSinceMs !== undefined;
    },
    allowsWait: () => wasUp && !isExpired(),
    async turn(signal) {
      if (downSinceMs !== undefined) await probe(signal);
    },
    fail() {
      if (!wasUp) return;
      if (downSinceMs === undefined) {
        downSinceMs = now();
        onDown();
      }
      if (isExpired()) onExpired();
      endProbe();
    },
    recover() {
      const isBack = downSinceMs !== undefined;
      wasUp = true;
      downSinceMs = undefined;
      probes = 0;
      endProbe();
      if (isBack) onUp();
    },
  };
}
