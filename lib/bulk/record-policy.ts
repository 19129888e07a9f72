// The policy that a batch puts around the call of one record: its turn, its journal, and patience with a service that
// throttles or cannot be reached.
import type { AttemptResult, CallPolicy } from '../client/policy.ts';
import { TransportError } from '../errors/errors.ts';
import { abortReason } from '../util/abort.ts';
import { onAbort } from '../util/on-abort.ts';
import { entryOf } from './concern.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { EndProbe, Outage } from './outage.ts';
import type { Clock, Pace, Passage } from './pace.ts';

// Beyond that, a timer fires at once.
const LONGEST_TIMER_MS = 2_147_483_647;

/** What all records of a batch share. */
export interface Sending {
  readonly pace: Pace;
  readonly clock: Clock;
  readonly outage: Outage;
  /** Aborts when nothing more is to be sent. */
  readonly halted: AbortSignal;
  /** Aborts when even requests in flight are to end. */
  readonly signal: AbortSignal | undefined;
  /** Whether throttled requests are sent again at the pace that the service lets through. */
  readonly keepsPace: boolean;
  /** The longest time for which a throttled record is sent again, in milliseconds. */
  readonly maxWaitMs: number;
  readonly onThrottled: () => void;
}

/** What is noted of one record. */
export interface RecordNotes {
  /** Resolves when it is durable that a request is about to be sent. */
  begin(): Promise<void>;
  /** Resolves when it is noted what became of it. */
  end(entry: JournalEntry): Promise<void>;
}

/** Why a record was not sent: the batch ends. */
export const NOT_BEGUN = Symbol('not begun');

function passageOf({ outcome, isThrottled }: AttemptResult): Passage {
  if (outcome === 'accepted') return 'passed';
  if (outcome !== 'rejected') return 'lost';
  return isThrottled ? 'refused' : 'passed';
}

/** Whether there was no connection; a refused certificate or tunnel does not pass by itself. */
const isUnreachable = ({ error }: Pick<AttemptResult, 'error'>): boolean =>
  error instanceof TransportError &&
  error.phase === 'connect' &&
  error.code !== 'ERR_TRANSPORT_TLS' &&
  error.code !== 'ERR_TRANSPORT_PROXY';

/** The policy of one record. */
export class RecordPolicy implements CallPolicy {
  readonly index: number;
  readonly #sending: Sending;
  readonly #notes: RecordNotes;
  readonly #startedAtMs: number;
  #last: AttemptResult | undefined;
  /** Tells the pace what became of the attempt whose turn it is; absent until it is its turn. */
  #tellPace: ((passage: Passage) => void) | undefined;
  /** Lets another record probe for the connection; absent unless this one does. */
  #endProbe: EndProbe | undefined;

  constructor(index: number, sending: Sending, notes: RecordNotes) {
    this.index = index;
    this.#sending = sending;
    this.#notes = notes;
    this.#startedAtMs = sending.clock.now();
  }

  /** How the last attempt ended. */
  get last(): AttemptResult | undefined {
    return this.#last;
  }

  async beforeAttempt(): Promise<void> {
    await this.#orLastFailure(async () => {
      this.#tellPace ??= await this.#turn();
      if (this.#sending.halted.aborted) throw NOT_BEGUN;
      await this.#notes.begin();
    });
  }

  async afterAttempt(result: AttemptResult): Promise<void> {
    const { outage, onThrottled } = this.#sending;
    this.#last = result;
    const passage = passageOf(result);
    this.#tellPace?.(passage);
    this.#tellPace = undefined;
    if (passage === 'refused') onThrottled();
    if (isUnreachable(result)) outage.fail();
    else if (passage !== 'lost') outage.recover();
    this.finish();
    await this.#notes.end(entryOf(result.outcome, result.error));
  }

  /** Lets others probe for the connection. Must be called when the record's call has ended, however it ended. */
  finish(): void {
    this.#endProbe?.();
    this.#endProbe = undefined;
  }

  async wait(ms: number): Promise<void> {
    const { clock, halted } = this.#sending;
    await this.#orLastFailure(async () => {
      if (ms > 0) await clock.wait(Math.min(ms, LONGEST_TIMER_MS), halted);
      this.#tellPace = await this.#turn();
    });
  }

  allowsRetry(result: Omit<AttemptResult, 'outcome'>, waitMs: number): boolean | undefined {
    const { clock, keepsPace, maxWaitMs, outage } = this.#sending;
    if (result.isThrottled && keepsPace) return clock.now() - this.#startedAtMs + waitMs < maxWaitMs;
    if (isUnreachable(result) && outage.allowsWait()) return true;
    return undefined;
  }

  /** Works, and when that fails after an attempt did, rejects with what the attempt failed with, which says most. */
  async #orLastFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      const { signal } = this.#sending;
      // An abort says nothing of what may have been sent; a failure with an unknown outcome does.
      if (signal?.aborted && this.#last?.outcome !== 'unknown') throw abortReason(signal);
      throw this.#last?.error ?? reason;
    }
  }

  /** Waits until an attempt may be sent. */
  async #turn(): Promise<(passage: Passage) => void> {
    const { outage } = this.#sending;
    for (;;) {
      const isProbe = await this.#passOutage();
      const tellPace = await this.#paceTurn();
      // The connection may have been lost in the meantime.
      if (isProbe || !outage.isDown) return tellPace;
    }
  }

  /** Waits while there is no connection; resolves with whether the attempt is to find out if it is back. */
  async #passOutage(): Promise<boolean> {
    const { halted, outage } = this.#sending;
    if (!outage.isDown) return false;
    this.#endProbe = await outage.turn(halted);
    return this.#endProbe !== undefined;
  }

  #paceTurn(): Promise<(passage: Passage) => void> {
    const { halted, pace } = this.#sending;
    return this.#last?.isThrottled ? this.#turnInTime() : pace.turn(halted);
  }

  /** Waits for a turn of a throttled record; rejects when its time is over before. */
  async #turnInTime(): Promise<(passage: Passage) => void> {
    const { clock, halted, maxWaitMs, pace } = this.#sending;
    const remainingMs = this.#startedAtMs + maxWaitMs - clock.now();
    if (remainingMs === Number.POSITIVE_INFINITY) return pace.turn(halted);
    const late = new AbortController();
    const end = (): void => late.abort();
    const forget = onAbort(halted, end);
    clock.wait(Math.min(remainingMs, LONGEST_TIMER_MS), late.signal).then(end, () => {});
    try {
      return await pace.turn(late.signal);
    } finally {
      forget();
      end();
    }
  }
}
