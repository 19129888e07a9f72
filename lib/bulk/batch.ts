// What the records of one pipeline share, beside their parameters: who was sent what, at what pace, and whether to go on.
import { abortReason, throwIfAborted } from '../util/abort.ts';
import { within } from '../util/within.ts';
import type { BatchParameters, BatchProgress } from './batch-parameters.ts';
import { breakerOf } from './breaker.ts';
import { type Budget, budgetOf } from './budget.ts';
import { StoppedError, type StopReason, skippedError } from './failures.ts';
import type { Journal, JournalRecord } from './journal.ts';
import { type Clock, paceOf } from './pace.ts';
import { type Answered, type Sending, type Shipment, sendPaced } from './send-paced.ts';
import type { SkippedResult } from './skipped-result.ts';
import { type CountedResult, tally } from './tally.ts';

/** What concerns a batch as a whole. */
export type BatchSettings = BatchParameters & { readonly signal?: AbortSignal | null | undefined };

/** The platform's clock. */
const clock: Clock = {
  now: () => performance.now(),
  async wait(ms, signal) {
    await within(signal, ms);
    throwIfAborted(signal);
  },
};

/** Whether a batch decides itself when a failed request is repeated, and leaves the client a single attempt. */
export function keepsPace({ requestsPerSecond, concurrency }: BatchParameters): boolean {
  return requestsPerSecond != null || (concurrency ?? 1) > 1;
}

const journalError = (cause: unknown): StoppedError =>
  new StoppedError('stopped_journal', 'Stopped: the journal cannot be written', { cause });

/** One run over many records. */
export class Batch {
  readonly #settings: BatchSettings;
  readonly #journal: Journal | undefined;
  readonly #halt = new AbortController();
  // The controller of a polyfill keeps none.
  #haltReason: unknown;
  readonly #tally = tally();
  readonly #breaker;
  readonly #budget: Budget | undefined;
  readonly #sending: Sending;
  #throttled = 0;

  constructor(settings: BatchSettings, journal: Journal | undefined) {
    const { requestsPerSecond, maxSends, stopAfter, maxWaitMs, signal, stopSignal } = settings;
    this.#settings = settings;
    this.#journal = journal;
    this.#breaker = breakerOf(stopAfter ?? Number.POSITIVE_INFINITY);
    this.#budget = maxSends ? budgetOf(maxSends) : undefined;
    this.#sending = {
      pace: paceOf(requestsPerSecond ?? Number.POSITIVE_INFINITY, clock),
      clock,
      random: Math.random,
      halted: this.#halt.signal,
      signal: signal ?? undefined,
      repeats: keepsPace(settings),
      maxWaitMs: maxWaitMs ?? Number.POSITIVE_INFINITY,
      onThrottled: () => {
        this.#throttled++;
      },
    };
    for (const given of [signal, stopSignal]) given?.addEventListener('abort', this.#follow);
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
  find(clientId: string | undefined, username: string): JournalRecord | undefined {
    return this.#journal?.find(clientId, username);
  }

  /** The result of a record that is not to be sent; nothing for all others. */
  skip({ isDuplicate, known }: JournalRecord): SkippedResult | undefined {
    if (isDuplicate) return { ok: true, output: undefined, skipped: 'duplicate' };
    const { outcome = 'not-sent', errorName } = known ?? {};
    if (outcome === 'not-sent' || (outcome === 'unknown' && this.#settings.retryUnknown)) return undefined;
    if (outcome === 'accepted') return { ok: true, output: undefined, skipped: outcome };
    return { ok: false, error: skippedError(outcome, errorName), skipped: outcome };
  }

  /** Sends a record; resolves with nothing where it was not begun, as the batch ends. */
  async send<Response extends Answered>(
    record: JournalRecord | undefined,
    shipment: Omit<Shipment<Response>, 'begin' | 'end'>,
  ): Promise<Response | undefined> {
    if (this.#budget && !(await this.#budget.take())) {
      return this.#stop('BUDGET', `${this.#settings.maxSends} records were sent, as many as allowed`);
    }
    let isSpent = false;
    const begin = async (): Promise<boolean> => {
      if (this.#halt.signal.aborted) return false;
      try {
        await record?.begin();
        return true;
      } catch (cause) {
        this.#stopForJournal(cause);
        return false;
      }
    };
    const end: Shipment<Response>['end'] = async (entry) => {
      isSpent = entry.outcome === 'accepted' || entry.outcome === 'unknown';
      await record?.end(entry).catch(this.#stopForJournal);
    };
    try {
      const response = await sendPaced({ ...shipment, begin, end }, this.#sending);
      if (response) this.#breaker.trips();
      return response;
    } catch (error) {
      if (this.#breaker.trips(error)) this.#stop('FAILURES', (error as Error).message, error);
      throw error;
    } finally {
      this.#budget?.end(isSpent);
    }
  }

  /** Takes note of a record's result. */
  finish(result: CountedResult): void {
    this.#tally.count(result);
    const { onProgress } = this.#settings;
    const tell = async (): Promise<void> => onProgress?.(this.#progress());
    tell().catch(() => {});
  }

  /**
   * Lets go of what outlives the batch.
   *
   * @throws {@link StoppedError} `ERR_STOPPED_JOURNAL` when the journal could not be written to its end.
   */
  async close(): Promise<void> {
    const { signal, stopSignal } = this.#settings;
    for (const given of [signal, stopSignal]) given?.removeEventListener('abort', this.#follow);
    await this.#journal?.close().catch((cause: unknown) => {
      throw journalError(cause);
    });
  }

  #progress(): BatchProgress {
    const requestsPerSecond = this.#sending.pace.rate();
    return { ...this.#tally.counts(), throttled: this.#throttled, requestsPerSecond };
  }

  readonly #follow = (): void => {
    const { signal, stopSignal } = this.#settings;
    for (const given of [signal, stopSignal]) if (given?.aborted) this.#haltWith(abortReason(given));
  };

  readonly #stopForJournal = (cause: unknown): void => this.#haltWith(journalError(cause));

  #stop(reason: StopReason, why: string, cause?: unknown): undefined {
    this.#haltWith(new StoppedError(`stopped_${reason}`, `Stopped: ${why}`, cause ? { cause } : undefined));
  }

  #haltWith(reason: unknown): void {
    if (!this.halted.aborted) this.#haltReason = reason;
    this.#halt.abort(reason);
  }
}
