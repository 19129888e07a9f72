// The pace of a batch: the rate that was asked for, and below it whatever the service lets through, in the manner of the
// AWS SDKs' adaptive retry mode, from which the constants are. It goes by what gets through, and not by what is sent: a
// burst that is mostly refused says nothing of what the service can take.
import { onAbort } from '../util/on-abort.ts';
import { throughput } from './throughput.ts';

const BETA = 0.7;
const SCALE = 0.4;
const LOWEST_RATE = 0.5;

// The quota of account recovery, per account and region. What was asked for beyond is approached, and not tried at once.
const FIRST_RATE = 30;
const DOUBLING_MS = 500;

// A service that counts by the second may refuse until its second is over, which says no more than its first refusal.
const REFUSALS_MS = 1_000;

// How much of what was not sent in time, as timers are late, may be made up for.
const LATENESS_MS = 50;

/** The time, in milliseconds, and a wait for it to pass; both are given, so that specs need no clock. */
export interface Clock {
  readonly now: () => number;
  /** Rejects with the signal's own reason when it aborts. */
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** What became of a request: it got through to the service, or was refused for its rate, or nobody knows. */
export type Passage = 'passed' | 'refused' | 'lost';

/** Decides when requests are sent. */
export interface Pace {
  /** Waits until the next request may be sent; resolves with what must be told of it. Rejects with the signal's reason. */
  turn(signal: AbortSignal | undefined): Promise<(passage: Passage) => void>;
  /** The rate now, in requests a second. */
  rate(): number;
}

/** The rate that is allowed at a time: `limit`, or less. */
export function adaptiveRate(limit: number, now: () => number) {
  const passed = throughput(now);
  const startedAtMs = now();
  let lastMaxRate = limit;
  let slowedAtMs: number | undefined;

  const rate = (): number => {
    if (slowedAtMs === undefined) {
      const isHigh = limit > FIRST_RATE && limit !== Number.POSITIVE_INFINITY;
      return isHigh ? Math.min(limit, FIRST_RATE * 2 ** ((now() - startedAtMs) / DOUBLING_MS)) : limit;
    }
    // A cubic curve: back to where it was refused within seconds, past that gently.
    const windowSeconds = Math.cbrt((lastMaxRate * (1 - BETA)) / SCALE);
    const seconds = (now() - slowedAtMs) / 1_000;
    const curve = SCALE * (seconds - windowSeconds) ** 3 + lastMaxRate;
    const most = Math.max(2 * passed.perSecond(), BETA * lastMaxRate);
    return Math.max(LOWEST_RATE, Math.min(limit, curve, most));
  };

  return {
    rate,
    pass: passed.count,
    refuse(sentAtMs: number): void {
      if (slowedAtMs !== undefined && sentAtMs <= slowedAtMs + REFUSALS_MS) return;
      // Before a second is over, the count of one says little.
      const measured = Math.max(passed.perSecond(), now() - startedAtMs < 1_000 ? FIRST_RATE : LOWEST_RATE);
      lastMaxRate = Math.min(rate(), measured);
      slowedAtMs = now();
    },
  };
}

/** A pace of at most `limit` requests a second. */
export function paceOf(limit: number, { now, wait }: Clock): Pace {
  const { rate, pass, refuse } = adaptiveRate(limit, now);
  const waiting: (() => void)[] = [];
  let tokens = 1;
  let filledAtMs = now();
  let isServing = false;

  const fill = (): void => {
    const perMs = rate() / 1_000;
    const atMs = now();
    tokens = Math.min(tokens + (atMs - filledAtMs) * perMs, 1 + LATENESS_MS * perMs);
    filledAtMs = atMs;
  };

  /** Lets those who wait go, one by one; the rate may change meanwhile. */
  const serve = async (): Promise<void> => {
    isServing = true;
    for (fill(); waiting.length; fill()) {
      if (tokens < 1) await wait(Math.min(((1 - tokens) / rate()) * 1_000, DOUBLING_MS), undefined);
      else {
        tokens--;
        waiting.shift()?.();
      }
    }
    isServing = false;
  };

  const wasSent = (): ((passage: Passage) => void) => {
    const sentAtMs = now();
    return (passage) => {
      if (passage === 'passed') pass();
      if (passage !== 'refused') return;
      // What was saved up is what was too much.
      tokens = Math.min(tokens, 0);
      refuse(sentAtMs);
    };
  };

  return {
    rate,
    turn(signal) {
      if (rate() === Number.POSITIVE_INFINITY && !signal?.aborted) return Promise.resolve(wasSent());
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const forget =
          signal &&
          onAbort(signal, () => {
            waiting.splice(waiting.indexOf(go), 1);
            reject(signal.reason);
          });
        const go = (): void => {
          forget?.();
          resolve(wasSent());
        };
        waiting.push(go);
        if (!isServing) void serve();
      });
    },
  };
}
