// Where a batch stands at a moment: what is done, how fast it sends, and what it waits for.
import type { BatchProgress, ClientEvent } from '../../node.ts';
import { recentRate } from './recent-rate.ts';
import type { Counted } from './summary.ts';
import type { Kind } from './vocabulary.ts';

/** How much of the input there is, and how much of it is done: lines, or records. */
export interface Extent {
  readonly done: number;
  readonly total: number;
}

/** What a batch does at a moment. */
export type State = 'sending' | 'throttled' | 'waiting' | 'paused';

/** Where a batch stands. */
export interface Standing {
  readonly state: State;
  readonly done: number;
  readonly kinds: Readonly<Record<Kind, number>>;
  readonly extent: Extent | undefined;
  /** Refusals for the rate so far. */
  readonly throttled: number;
  readonly sendsPerSecond: number;
  /** The rate that the service takes at the moment; nothing where the batch does not know. */
  readonly allowedPerSecond: number | undefined;
  readonly leftMs: number | undefined;
}

/** What limits a batch beside its input. */
export interface Limits {
  readonly counted: Counted;
  readonly extent: () => Extent | undefined;
  readonly maxSends: number | undefined;
}

// For so long after a refusal, a batch counts as throttled.
const THROTTLED_MS = 3_000;
// For so long, an answer may take without being waited for.
const WAITING_MS = 5_000;

// The names with which AWS's services refuse a request for its rate. LimitExceededException is none of them here: it is a
// limit of one user, or of a day.
const THROTTLING =
  /Throttl|^TooManyRequests|^(Request|Bandwidth)LimitExceeded|^SlowDown|^ProvisionedThroughputExceeded/;

/** Follows a batch by what its clients and the batch itself tell. */
export class Tracker {
  readonly #limits: Limits;
  readonly #rate;
  #sends = 0;
  #inFlight = 0;
  #throttled = 0;
  #latest: BatchProgress | undefined;
  #throttledAtMs = Number.NEGATIVE_INFINITY;
  #answeredAtMs: number;

  constructor(limits: Limits, nowMs: number) {
    this.#limits = limits;
    this.#rate = recentRate(nowMs);
    this.#answeredAtMs = nowMs;
  }

  /** The requests that came to an answer which was no refusal for the rate. */
  get sends(): number {
    return this.#sends;
  }

  /** Refusals for the rate: the batch itself tells of them with its next result only, which may be long after. */
  get throttled(): number {
    return this.#throttled;
  }

  /** Must be told of every event of the clients. */
  observe(event: ClientEvent, nowMs: number): void {
    if (event.type === 'attempt-started') this.#inFlight++;
    if (event.type !== 'retry-scheduled' && event.type !== 'call-finished') return;
    // A call may end before it has made an attempt, or in the wait for another one.
    this.#inFlight = Math.max(0, this.#inFlight - 1);
    this.#answeredAtMs = nowMs;
    if (THROTTLING.test(event.errorName ?? '')) {
      this.#throttled++;
      this.#throttledAtMs = nowMs;
    } else if (event.type === 'call-finished' && event.outcome !== 'not-sent') {
      this.#sends++;
    }
  }

  /** Must be told of the batch's own progress. */
  update(progress: BatchProgress): void {
    this.#latest = progress;
  }

  /** Where the batch stands now. */
  at(nowMs: number): Standing {
    const { counted, extent: extentOf } = this.#limits;
    const extent = extentOf();
    const { requestsPerSecond } = this.#latest ?? {};
    const sendsPerSecond = this.#rate(nowMs, this.sends);
    return {
      state: this.#stateAt(nowMs),
      done: counted.done,
      kinds: { ...counted.kinds },
      extent,
      throttled: this.throttled,
      sendsPerSecond,
      allowedPerSecond: Number.isFinite(requestsPerSecond) ? requestsPerSecond : undefined,
      leftMs: this.#leftMs(extent, sendsPerSecond),
    };
  }

  #stateAt(nowMs: number): State {
    if (this.#latest?.isPaused) return 'paused';
    if (nowMs - this.#throttledAtMs < THROTTLED_MS) return 'throttled';
    return this.#inFlight > 0 && nowMs - this.#answeredAtMs > WAITING_MS ? 'waiting' : 'sending';
  }

  /** As if everything that is left were to be sent: what will be skipped is not known. */
  #leftMs(extent: Extent | undefined, sendsPerSecond: number): number | undefined {
    const { maxSends = Number.POSITIVE_INFINITY } = this.#limits;
    const leftOfInput = extent ? extent.total - extent.done : Number.POSITIVE_INFINITY;
    const left = Math.min(leftOfInput, Math.max(0, maxSends - this.sends));
    return Number.isFinite(left) && sendsPerSecond > 0 ? (left * 1_000) / sendsPerSecond : undefined;
  }
}
