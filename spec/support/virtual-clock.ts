// A clock that stands still until a spec moves it on: what would take minutes takes no time.
import type { Clock } from '../../lib/bulk/pace.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** A clock, and the function that runs it. */
export interface VirtualClock extends Clock {
  /** Lets time pass until `work` has ended, and brings what it resolves with. */
  runUntil<Result>(work: Promise<Result>): Promise<Result>;
}

/** Lets everything that can go on without time passing go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that begins at 0; a wait wakes up `latenessMs` too late, as timers do. */
export function virtualClock(latenessMs = 0): VirtualClock {
  let nowMs = 0;
  const sleepers: Sleeper[] = [];
  return {
    now: () => nowMs,
    wait(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { atMs: nowMs + Math.max(0, ms) + latenessMs, wake: resolve };
        sleepers.push(sleeper);
        const cancel = (): void => {
          // Otherwise time would pass for a sleeper that is gone.
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', cancel, { once: true });
      });
    },
    async runUntil(work) {
      let isOver = false;
      const end = (): void => {
        isOver = true;
      };
      work.then(end, end);
      for (await turn(); !isOver; await turn()) {
        sleepers.sort((a, b) => a.atMs - b.atMs);
        const next = sleepers.shift();
        if (!next) throw new Error('Nothing is left that could happen');
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
      return work;
    },
  };
}
