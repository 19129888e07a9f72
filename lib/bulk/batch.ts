// What the records of one pipeline share, beside their parameters: who was sent what, at what pace, and whether to go on.
import type { CallPolicy } from '../client/policy.ts';
import type { StoppedErrorCode } from '../errors/codes.ts';
import { isForgotPasswordError, StoppedError } from '../errors/errors.ts';
import { abortReason, throwIfAborted } from '../util/abort.ts';
import { wait } from '../util/deadline.ts';
import { onAbort } from '../util/on-abort.ts';
import { safely } from '../util/safely.ts';
import type { BatchParameters, BatchProgress } from './batch-parameters.ts';
import { type Breaker, breakerOf, type Trip } from './breaker.ts';
import { type Budget, budgetOf } from './budget.ts';
import type { Fate, Journal, JournalRecord } from './journal.ts';
import type { RecordOutcome } from './journal-entry.ts';
import { type Outage, outageOf } from './outage.ts';
import { type Clock, paceOf } from './pace.ts';
import type { RecordIdentity } from './record-identity.ts';
import { NOT_BEGUN, type RecordNotes, RecordPolicy, type Sending } from './record-policy.ts';
import { skipDuplicate, skipKnown } from './skip.ts';
import type { SkippedResult } from './skipped-result.ts';
import { type CountedResult, tally } from './tally.ts';

/** What concerns a batch as a whole. */
export type BatchSettings = BatchParameters & { readonly signal?: AbortSignal | null | undefined };

/** The platform's clock. */
const platformClock: Clock = {
  now: () => performance.now(),
  async wait(ms, signal) {
    await wait(ms, signal);
    throwIfAborted(signal);
  },
};

// Throttled records and lost connections are waited for so long, unless something else is asked.
const DEFAULT_MAX_WAIT_MS = 600_000;

/** Whether a batch sends throttled requests again at the pace that the service lets through. */
function keepsPace({ requestsPerSecond, concurrency }: BatchParameters): boolean {
  return requestsPerSecond != null || (concurrency ?? 1) > 1;
}

const journalError = (cause: unknown): StoppedError =>
  cause instanceof StoppedError
    ? cause
    : new StoppedError('Stopped: the journal cannot be written. Free space for it, and run the same command again.', {
        code: 'ERR_STOPPED_JOURNAL',
        cause,
      });

/** What became of a record that was sent. */
export type Sent<Response> =
  | { readonly response: Response; readonly outcome: 'accepted' }
  | { readonly error: unknown; readonly outcome: RecordOutcome };

/** One run over many records. */
export class Batch {
  readonly #settings: BatchSettings;
  readonly #journal: Journal | undefined;
  readonly #halt = new AbortController();
  // The controller of a polyfill keeps none.
  #haltReason: unknown;
  readonly #tally = tally();
  readonly #breaker: Breaker;
  readonly #budget: Budget | undefined;
  readonly #sending: Sending;
  readonly #forgetSignals: readonly (() => void)[];
  #throttled = 0;

  constructor(settings: BatchSettings, journal: Journal | undefined, clock = platformClock) {
    const { requestsPerSecond, maxSends, stopAfter, maxWaitMs, signal, stopSignal } = settings;
    this.#settings = settings;
    this.#journal = journal;
    this.#breaker = breakerOf(stopAfter ?? Number.POSITIVE_INFINITY);
    this.#budget = maxSends ? budgetOf(maxSends) : undefined;
    this.#sending = {
      pace: paceOf(requestsPerSecond ?? Number.POSITIVE_INFINITY, clock),
      clock,
      outage: this.#createOutage(clock),
      halted: this.#halt.signal,
      signal: signal ?? undefined,
      keepsPace: keepsPace(settings),
      maxWaitMs: maxWaitMs ?? DEFAULT_MAX_WAIT_MS,
      onThrottled: () => {
        this.#throttled++;
      },
    };
    const given = [signal, stopSignal].filter((each) => each != null);
    this.#forgetSignals = given.map((each) => onAbort(each, this.#follow));
    this.#follow();
  }

  /** Aborts when nothing more is to be begun, with what the batch then ends with. */
  get halted(): AbortSignal {
    return this.#halt.signal;
  }

  /** Throws what the batch ends with, where it ends before its source does. */
  throwIfHalted(): void {
    if (this.halted.aborted) throw this.#haltReason;
  }

  /** Lets no record be begun any more. */
  end(): void {
    this.#halt.abort();
  }

  /** Takes note that a record is in the source. */
  find(identity: RecordIdentity): JournalRecord | undefined {
    return this.#journal?.find(identity);
  }

  /** The result of a record that is not to be sent, by what earlier runs noted; nothing for all others. */
  skip({ known }: JournalRecord): SkippedResult | undefined {
    return skipKnown(known, this.#settings);
  }

  /** The result of a record that follows `first`, the same one before it; nothing where the batch ends before that is certain. */
  async follow(first: Promise<Fate>): Promise<SkippedResult | undefined> {
    const { halted } = this;
    if (halted.aborted) return undefined;
    let forget = (): void => {};
    const ended = new Promise<undefined>((resolve) => {
      forget = onAbort(halted, () => resolve(undefined));
    });
    const fate = await Promise.race([first, ended]);
    forget();
    return fate && skipDuplicate(fate);
  }

  /** Sends a record; resolves with nothing where it was not begun, as the batch ends. */
  async send<Response>(
    index: number,
    record: JournalRecord | undefined,
    call: (policy: CallPolicy) => Promise<Response>,
  ): Promise<Sent<Response> | undefined> {
    if (this.#budget && !(await this.#budget.take())) {
      const { maxSends } = this.#settings;
      return this.#stop(
        'ERR_STOPPED_BUDGET',
        `maxSends (${maxSends}) is reached. Run it again with the same journal to go on from here.`,
      );
    }
    const policy = new RecordPolicy(index, this.#sending, this.#notesOf(record));
    try {
      const response = await call(policy);
      this.#breaker.trips();
      return { response, outcome: 'accepted' };
    } catch (error) {
      if (error === NOT_BEGUN || (this.halted.aborted && !policy.last)) return undefined;
      const trip = this.#breaker.trips(error);
      if (trip) this.#stopForFailures(trip, error);
      const ownOutcome = isForgotPasswordError(error) ? error.outcome : 'not-sent';
      return { error, outcome: policy.last?.outcome ?? ownOutcome };
    } finally {
      policy.finish();
      const outcome = policy.last?.outcome;
      this.#budget?.end(outcome === 'accepted' || outcome === 'unknown');
    }
  }

  /** Takes note of a record's result; `outcome` is what is known of one that failed. */
  finish(result: CountedResult, outcome?: RecordOutcome): void {
    this.#tally.count(result, outcome);
    this.#tell();
  }

  /**
   * Lets go of what outlives the batch.
   *
   * @throws {@link StoppedError} `ERR_STOPPED_JOURNAL` when the journal could not be written to its end.
   */
  async close(): Promise<void> {
    for (const forget of this.#forgetSignals) forget();
    await this.#journal?.close().catch((cause: unknown) => {
      throw journalError(cause);
    });
  }

  #progress(): BatchProgress {
    const { pace, outage } = this.#sending;
    const isPaused = outage.isDown;
    // Not spread: V8 of Node 20 is slow at that, and this is asked for after each record.
    return Object.assign({}, this.#tally.counts, {
      throttled: this.#throttled,
      requestsPerSecond: pace.rate(),
      isPaused,
    });
  }

  #tell(): void {
    const { onProgress } = this.#settings;
    if (onProgress) safely(() => onProgress(this.#progress()));
  }

  /** Notes of a record that never fail: where the journal cannot be written, the batch ends. */
  #notesOf(record: JournalRecord | undefined): RecordNotes {
    return {
      begin: async () => {
        try {
          await record?.begin();
        } catch (cause) {
          this.#haltWith(journalError(cause));
          throw NOT_BEGUN;
        }
      },
      end: async (entry) => {
        await record?.end(entry).catch((cause: unknown) => this.#haltWith(journalError(cause)));
      },
    };
  }

  #createOutage(clock: Clock): Outage {
    const { maxOutageMs } = this.#settings;
    return outageOf(clock, {
      maxOutageMs: maxOutageMs ?? DEFAULT_MAX_WAIT_MS,
      onDown: () => this.#tell(),
      onUp: () => this.#tell(),
      onExpired: () =>
        this.#stop(
          'ERR_STOPPED_OUTAGE',
          'there was no connection for longer than maxOutageMs. Check the network, and run it again with the same journal.',
        ),
    });
  }

  readonly #follow = (): void => {
    const { signal, stopSignal } = this.#settings;
    for (const given of [signal, stopSignal]) if (given?.aborted) this.#haltWith(abortReason(given));
  };

  #stopForFailures(trip: Trip, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const why =
      trip === 'failures'
        ? `${this.#settings.stopAfter} failures in a row that may concern every user: ${message}`
        : `the first users all failed in the same way; check that this is the right user pool: ${message}`;
    this.#stop('ERR_STOPPED_FAILURES', why, error);
  }

  #stop(code: StoppedErrorCode, why: string, cause?: unknown): undefined {
    this.#haltWith(new StoppedError(`Stopped: ${why}`, { code, cause }));
  }

  #haltWith(reason: unknown): void {
    if (!this.halted.aborted) this.#haltReason = reason;
    this.#halt.abort(reason);
  }
}
