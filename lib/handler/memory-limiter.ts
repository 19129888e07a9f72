import type { Limit, Limiter, LimiterDecision } from './limiter.ts';

/** How a {@link memoryLimiter} works. */
export interface MemoryLimiterOptions {
  /** The most keys to remember, at about 150 bytes each; beyond, the oldest are forgotten. Default: 100,000. */
  readonly maxKeys?: number;
  /** The time in milliseconds. Default: `Date.now`. */
  readonly now?: () => number;
}

interface Window {
  readonly endsAtMs: number;
  count: number;
}

/**
 * A limiter for one process: fixed windows, in memory. Several processes, or the isolates of a Worker, each count for
 * themselves: give them a limiter over a store that they share.
 */
export function memoryLimiter({ maxKeys = 100_000, now = Date.now }: MemoryLimiterOptions = {}): Limiter {
  const windows = new Map<string, Window>();

  /** A map iterates in the order of insertion, so the first keys are the oldest. */
  const makeRoom = (): void => {
    for (const [key] of windows) {
      if (windows.size < maxKeys) return;
      windows.delete(key);
    }
  };

  const openWindow = (key: string, endsAtMs: number): Window => {
    const opened = { endsAtMs, count: 0 };
    windows.delete(key);
    makeRoom();
    windows.set(key, opened);
    return opened;
  };

  return {
    consume(key: string, { limit, windowSeconds }: Limit): LimiterDecision {
      const nowMs = now();
      const known = windows.get(key);
      const window = known && known.endsAtMs > nowMs ? known : openWindow(key, nowMs + windowSeconds * 1_000);
      if (window.count >= limit) {
        return { allowed: false, retryAfterSeconds: Math.ceil((window.endsAtMs - nowMs) / 1_000) };
      }
      window.count++;
      return { allowed: true };
    },
  };
}
