// What the records of one pipeline share, beside their parameters: who was sent what, at what pace, and whether to go on.
import { isForgotPasswordError, type Outcome } from '../errors.ts';
import type { Delivery } from '../retry/verdict.ts';
import { startDeadline } from '../transport/deadline.ts';
import type { BatchParameters, BatchProgress } from './batch-parameters.ts';
import { breakerOf } from './breaker.ts';
import { SkippedError, StoppedError } from './failures.ts';
import type { Journal } from './journal.ts';
import { type Clock, paceOf } from './pace.ts';
import { isThrottled, sendPaced } from './send-paced.ts';
import { Tally } from './tally.ts';

/**
 * What there is to say of a record that is not sent: it was finished in an earlier run, or may have been; it stood in the
 * source before; or `WhatIf`, or the answer to `Confirm`, declined it.
 */
export type SkippedResult =
  | { readonly ok: true; readonly output: undefined; readonly skipped: 'accepted' | 'duplicate' | 'declined' }
  | { readonly ok: false; readonly error: unknown; readonly skipped: 'rejected' | 'unknown' };

/** What a client's configuration says of retries. */
export interface Retries {
  readonly maxAttempts?: number | undefined;
  readonly delivery?: Delivery | undefined;
}

/** What a batch is made with. */
export interface BatchOptions {
  readonly parameters: BatchParameters & { readonly signal?: AbortSignal | null | undefined };
  readonly journal: Journal | undefined;
}

/** The platform's clock. */
const clock: Clock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      startDeadline(ms, signal, resolve, reject);
    }),
};

/** One run over many records. */
export class Batch {
  readonly #options: BatchOptions;
  readonly #seen = new Set<string>();
  readonly #tally = new Tally();
  readonly #pace;
  readonly #breaker;
  readonly #deduplicates: boolean;
  #sends = 0;
  #stop: StoppedError | undefined;

  constructor(options: BatchOptions) {
    const { parameters, journal } = options;
    this.#options = options;
    this.#deduplicates = parameters.deduplicate ?? journal !== undefined;
    this.#pace = paceOf(parameters.requestsPerSecond ?? Number.POSITIVE_INFINITY, clock);
    this.#breaker = breakerOf(parameters.stopAfter ?? Number.POSITIVE_INFINITY);
  }

  /** Lets no record be sent that has not been yet. */
  end(): void {
    this.#stop ??= new StoppedError('CALLER', 'Stopped: nobody takes further results');
  }

  /** Why nothing more is to be begun; nothing while all goes on. */
  get stopped(): StoppedError | undefined {
    return this.#stop;
  }

  /** The result of a record that is not to be sent; nothing for all others, which count as seen from now on. */
  skip(identity: string): SkippedResult | undefined {
    if (this.#deduplicates && this.#seen.has(identity)) return { ok: true, output: undefined, skipped: 'duplicate' };
    if (this.#deduplicates) this.#seen.add(identity);
    const { outcome = 'not-sent', errorName } = this.#options.journal?.find(identity) ?? {};
    if (outcome === 'not-sent' || (outcome === 'unknown' && this.#options.parameters.retryUnknown)) return undefined;
    if (outcome === 'accepted') return { ok: true, output: undefined, skipped: outcome };
    return { ok: false, error: new SkippedError(outcome, errorName), skipped: outcome };
  }

  /** Sends a record; `send` makes one call. A paced batch takes over the retries of the record's client. */
  async send<Response>(identity: string, client: Retries, send: () => Promise<Response>): Promise<Response> {
    const { parameters, journal } = this.#options;
    const signal = parameters.signal ?? undefined;
    await this.#pace.turn(signal);
    this.#takeFromBudget();
    await this.#begin(identity);
    // What is known should the signal abort, whose reason says nothing.
    let outcome: Outcome = 'not-sent';
    let mayHaveSent = false;
    const attempt = async (): Promise<Response> => {
      outcome = 'unknown';
      try {
        return await send();
      } catch (error) {
        if (!isForgotPasswordError(error)) throw error;
        mayHaveSent ||= error.outcome === 'unknown';
        // What an earlier attempt may have done, a later one does not undo.
        if (mayHaveSent) throw Object.assign(error, { outcome });
        outcome = isThrottled(error) ? 'not-sent' : error.outcome;
        throw error;
      }
    };
    try {
      const response = await (parameters.requestsPerSecond ? this.#sendPaced(attempt, client, signal) : attempt());
      journal?.end(identity, { outcome: 'accepted' });
      this.#breaker.note();
      return response;
    } catch (error) {
      journal?.end(identity, { outcome, errorName: Object(error).name });
      this.#noteFailure(error);
      throw error;
    }
  }

  /** Takes note of a record's result. */
  finish(result: Parameters<Tally['count']>[0]): void {
    this.#tally.count(result);
    try {
      this.#options.parameters.onProgress?.(this.progress());
    } catch {}
  }

  progress(): BatchProgress {
    return this.#tally.progress(this.#pace.rate());
  }

  #takeFromBudget(): void {
    if (this.#stop) throw this.#stop;
    const { maxSends } = this.#options.parameters;
    if (maxSends && this.#sends >= maxSends) {
      this.#stop = new StoppedError('BUDGET', `Stopped: ${maxSends} requests were sent, as many as allowed`);
      throw this.#stop;
    }
    this.#sends++;
  }

  async #begin(identity: string): Promise<void> {
    try {
      await this.#options.journal?.begin(identity);
    } catch (cause) {
      this.#stop ??= new StoppedError('JOURNAL', 'Stopped: the journal cannot be written', cause);
      throw this.#stop;
    }
  }

  #sendPaced<Response>(
    send: () => Promise<Response>,
    client: Retries,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const { parameters } = this.#options;
    return sendPaced(send, {
      pace: this.#pace,
      clock,
      signal,
      maxWaitMs: parameters.maxWaitMs ?? Number.POSITIVE_INFINITY,
      maxAttempts: client.maxAttempts ?? 3,
      delivery: client.delivery,
      random: Math.random,
      onThrottled: () => {
        this.#tally.throttled++;
      },
    });
  }

  #noteFailure(error: unknown): void {
    this.#breaker.note(error);
    const cause = this.#breaker.tripped();
    if (cause) this.#stop ??= new StoppedError('FAILURES', `Stopped: ${(cause as Error).message}`, cause);
  }
}
