// The pace of a batch: a rate that was asked for, and below it whatever the service lets through, in the manner of the
// AWS SDKs' adaptive retry mode, from which its constants are. It goes by what gets through in a second, and not by what
// is sent: a burst that is mostly refused says nothing of what the service can take.

const BETA = 0.7;
const SCALE = 0.4;
const LOWEST_RATE = 0.5;

const SLOTS = 10;
const SLOT_MS = 100;

/** The time, in milliseconds, and a wait for it to pass; both are given, so that specs need no clock. */
export interface Clock {
  readonly now: () => number;
  /** Rejects with the signal's own reason when it aborts. */
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Decides when requests are sent. */
export interface Pace {
  /** Waits until the next request may be sent. Rejects with the signal's own reason when it aborts. */
  turn(signal: AbortSignal | undefined): Promise<void>;
  /** A request got through. */
  succeed(): void;
  /** A request that was sent at `sentAtMs` was refused for its rate. */
  slowDown(sentAtMs: number): void;
  /** The rate now, in requests a second. */
  rate(): number;
}

/** Counts what got through in the last second. */
function throughput(now: () => number) {
  const slots: number[] = new Array(SLOTS).fill(0);
  let newest = 0;
  const advance = (): number => {
    const slot = Math.floor(now() / SLOT_MS);
    for (newest = Math.max(newest, slot - SLOTS); newest < slot; ) slots[++newest % SLOTS] = 0;
    return slot % SLOTS;
  };
  return {
    count(): void {
      const slot = advance();
      slots[slot] = (slots[slot] ?? 0) + 1;
    },
    perSecond(): number {
      advance();
      return slots.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** A pace of at most `limit` requests a second. */
export function paceOf(limit: number, { now, wait }: Clock): Pace {
  const passed = throughput(now);
  let nextAtMs = now();
  let lastMaxRate = limit;
  let slowedAtMs: number | undefined;

  const rate = (): number => {
    if (slowedAtMs === undefined) return limit;
    // A cubic curve: back to where it was refused within seconds, past that gently.
    const windowSeconds = Math.cbrt((lastMaxRate * (1 - BETA)) / SCALE);
    const seconds = (now() - slowedAtMs) / 1_000;
    const curve = SCALE * (seconds - windowSeconds) ** 3 + lastMaxRate;
    return Math.max(LOWEST_RATE, Math.min(limit, curve, Math.max(2 * passed.perSecond(), BETA * lastMaxRate)));
  };

  return {
    rate,
    async turn(signal) {
      signal?.throwIfAborted();
      for (;;) {
        const knownMs = slowedAtMs;
        const atMs = Math.max(now(), nextAtMs);
        nextAtMs = atMs + 1_000 / rate();
        const waitMs = atMs - now();
        if (waitMs > 0) await wait(waitMs, signal);
        // Slowed down meanwhile: this turn was given at the old pace.
        if (slowedAtMs === knownMs) return;
      }
    },
    succeed: passed.count,
    slowDown(sentAtMs) {
      // Of the requests that were under way together, the first one has said it for all.
      if (slowedAtMs !== undefined && sentAtMs <= slowedAtMs) return;
      lastMaxRate = Math.max(LOWEST_RATE, Math.min(rate(), passed.perSecond()));
      slowedAtMs = now();
      nextAtMs = slowedAtMs + 1_000 / rate();
    },
  };
}
