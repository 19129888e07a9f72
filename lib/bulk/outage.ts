// Holds a batch while there is no connection, and probes with one request at a time whether it is back.
import { throwIfAborted } from '../util/abort.ts';
import { onAbort } from '../util/on-abort.ts';
import type { Clock } from './pace.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Ends a probe, so that another caller may probe. */
export type EndProbe = () => void;

/** What an outage is told and asked. */
export interface Outage {
  /** Whether there is no connection at the moment. */
  readonly isDown: boolean;
  /** Whether a failure to connect may be waited out: there was a connection before, and the time is not over. */
  allowsWait(): boolean;
  /**
   * Waits until the connection is back, or it is this caller's turn to probe: then it resolves with a function that must be
   * called once the attempt has ended, or there is to be none. Rejects when the signal aborts.
   */
  turn(signal: AbortSignal): Promise<EndProbe | undefined>;
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

/** An attempt to find out whether the connection is back, from the wait before it on. */
interface Probe {
  /** Aborts when there is nothing left to wait for. */
  readonly early: AbortController;
}

/** An outage that has not begun. */
export function outageOf({ now, wait }: Clock, options: OutageOptions): Outage {
  const { maxOutageMs, onDown, onUp, onExpired } = options;
  const waiting: (() => void)[] = [];
  let wasUp = false;
  let downSinceMs: number | undefined;
  /** The one probe at a time. What fails meanwhile was sent before, and ends no probe. */
  let current: Probe | undefined;
  let probes = 0;

  const isExpired = (): boolean => downSinceMs !== undefined && now() - downSinceMs >= maxOutageMs;

  /** Lets those who wait look again, in the order in which they came. */
  const wakeAll = (): void => {
    for (const go of waiting.splice(0)) go();
  };

  const end = (probe: Probe): void => {
    if (current !== probe) return;
    current = undefined;
    wakeAll();
  };

  const untilProbeEnds = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const forget = onAbort(signal, resolve);
      waiting.push(() => {
        forget();
        resolve();
      });
    });

  /** Waits until the probe may be sent, or the connection is back. */
  const waitToSend = async ({ early }: Probe, signal: AbortSignal): Promise<void> => {
    const forget = onAbort(signal, () => early.abort());
    try {
      await wait(Math.min(FIRST_WAIT_MS * 2 ** probes, LONGEST_WAIT_MS), early.signal);
      probes += 1;
    } catch (reason) {
      if (!early.signal.aborted) throw reason;
    } finally {
      forget();
    }
  };

  const beginProbe = async (signal: AbortSignal): Promise<Probe> => {
    const probe = { early: new AbortController() };
    current = probe;
    try {
      await waitToSend(probe, signal);
      throwIfAborted(signal);
    } catch (reason) {
      end(probe);
      throw reason;
    }
    return probe;
  };

  return {
    get isDown() {
      return downSinceMs !== undefined;
    },
    allowsWait: () => wasUp && !isExpired(),
    async turn(signal) {
      for (;;) {
        throwIfAborted(signal);
        if (downSinceMs === undefined) return undefined;
        if (current) {
          await untilProbeEnds(signal);
          continue;
        }
        const probe = await beginProbe(signal);
        // Otherwise the connection came back during the wait, and may be lost again.
        if (current === probe) return () => end(probe);
      }
    },
    fail() {
      if (!wasUp) return;
      if (downSinceMs === undefined) {
        downSinceMs = now();
        onDown();
      }
      if (isExpired()) onExpired();
    },
    recover() {
      const isBack = downSinceMs !== undefined;
      const probe = current;
      wasUp = true;
      downSinceMs = undefined;
      probes = 0;
      current = undefined;
      // Whoever waits for its own probe has nothing to probe for any more.
      probe?.early.abort();
      wakeAll();
      if (isBack) onUp();
    },
  };
}
