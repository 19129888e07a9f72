// Sends one record at the pace of its batch, again and again while the service throttles it.

import { backoffMs } from '../client/backoff.ts';
import { type Delivery, mayRepeat } from '../client/decide.ts';
import { type ForgotPasswordError, isForgotPasswordError, type ResponseMetadata } from '../errors/errors.ts';
import { abortReason } from '../util/abort.ts';
import { concernsAll } from './breaker.ts';
import type { JournalEntry } from './journal.ts';
import type { Clock, Pace, Passage } from './pace.ts';

// Beyond that, a timer fires at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** As much of an answer as matters here. */
export interface Answered {
  readonly $metadata: ResponseMetadata;
}

/** What a batch sends with. */
export interface Sending {
  readonly pace: Pace;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborts when nothing more is to be sent. */
  readonly halted: AbortSignal;
  /** Aborts when even what is under way is to end. */
  readonly signal: AbortSignal | undefined;
  /** Whether a call is a single attempt, and failures are repeated here. */
  readonly repeats: boolean;
  /** The longest time for which a throttled record is sent again, in milliseconds. */
  readonly maxWaitMs: number;
  readonly onThrottled: () => void;
}

/** One record. */
export interface Shipment<Response> {
  /** Makes one call. */
  readonly call: () => Promise<Response>;
  /** Notes that a call is about to be made; `false` when none must be. */
  readonly begin: () => Promise<boolean>;
  /** Notes what became of it. */
  readonly end: (entry: JournalEntry) => Promise<void>;
  /** Attempts after failures other than throttling, the first included. */
  readonly maxAttempts: number;
  readonly delivery: Delivery | undefined;
}

/** Whether the service refused a request for its rate, or shed it: nothing else is refused, and worth another try. */
function isThrottled({ outcome, retryable }: ForgotPasswordError): boolean {
  return outcome === 'rejected' && retryable;
}

/** What the journal says of a failure. What was no fault of the user's may be sent by the next run. */
function entryOf(error: unknown): JournalEntry {
  if (!isForgotPasswordError(error)) return { outcome: 'unknown' };
  const { outcome, name: errorName } = error;
  const isPassing = isThrottled(error) || errorName === 'LimitExceededException';
  const isOpen = outcome === 'rejected' && (isPassing || concernsAll(error));
  return { outcome: isOpen ? 'not-sent' : outcome, errorName };
}

function passageOf(error: unknown): Passage {
  if (!isForgotPasswordError(error) || error.outcome !== 'rejected') return 'lost';
  return isThrottled(error) ? 'refused' : 'passed';
}

/**
 * Resolves with what the last call resolves with; with nothing where none was made, as nothing more is to be sent.
 *
 * @throws what the last call failed with; the reason of `signal`, where that ended the wait for another call.
 */
export async function sendPaced<Response extends Answered>(
  { call, begin, end, maxAttempts, delivery }: Shipment<Response>,
  { pace, clock, random, halted, signal, repeats, maxWaitMs, onThrottled }: Sending,
): Promise<Response | undefined> {
  const startedAtMs = clock.now();
  const total = { attempts: 0, totalRetryDelay: 0 };
  let failure: ForgotPasswordError | undefined;
  let failures = 0;

  /** Adds up what is known of all calls. */
  const withTotal = <Ended extends { readonly $metadata?: ResponseMetadata }>(ended: Ended): Ended => {
    const { $metadata } = ended;
    if (!$metadata) return ended;
    total.attempts += $metadata.attempts;
    return failure ? Object.assign(ended, { $metadata: { ...$metadata, ...total } }) : ended;
  };

  /** Waits for another call of a throttled record, and rejects when its time is over before. */
  const turnInTime = async (reason: ForgotPasswordError): Promise<(passage: Passage) => void> => {
    const remainingMs = startedAtMs + maxWaitMs - clock.now();
    if (remainingMs === Number.POSITIVE_INFINITY) return pace.turn(halted);
    const late = new AbortController();
    const end = (): void => late.abort(reason);
    halted.addEventListener('abort', end);
    clock.wait(Math.min(remainingMs, LONGEST_TIMER_MS), late.signal).then(end, () => {});
    try {
      return await pace.turn(late.signal);
    } finally {
      halted.removeEventListener('abort', end);
      end();
    }
  };

  /** Waits until a call may be made. */
  const turn = async (): Promise<(passage: Passage) => void> => {
    const fromMs = clock.now();
    if (failure && !isThrottled(failure)) await clock.wait(backoffMs(failures, false, undefined, random()), halted);
    const tell = await (failure && isThrottled(failure) ? turnInTime(failure) : pace.turn(halted));
    if (failure) total.totalRetryDelay += clock.now() - fromMs;
    return tell;
  };

  const isFinal = (error: ForgotPasswordError): boolean => {
    if (!repeats) return true;
    if (isThrottled(error)) return clock.now() - startedAtMs >= maxWaitMs;
    failures++;
    return failures >= maxAttempts || !mayRepeat(error, delivery);
  };

  const note = async (error: unknown, tell: (passage: Passage) => void): Promise<ForgotPasswordError> => {
    const passage = passageOf(error);
    tell(passage);
    if (passage === 'refused') onThrottled();
    // What an earlier attempt may have done, a later one does not undo.
    if (failure?.outcome === 'unknown') Object.assign(Object(error), { outcome: 'unknown' });
    await end(entryOf(error));
    if (!isForgotPasswordError(error)) throw error;
    return withTotal(error);
  };

  for (;;) {
    let tell: (passage: Passage) => void;
    try {
      tell = await turn();
    } catch {
      if (!failure) return undefined;
      // An abort says nothing of a code that may have gone out, and the failure does.
      throw signal?.aborted && failure.outcome !== 'unknown' ? abortReason(signal) : failure;
    }
    if (!(await begin())) {
      if (failure) throw failure;
      return undefined;
    }
    try {
      const response = await call();
      tell('passed');
      await end({ outcome: 'accepted' });
      return withTotal(response);
    } catch (error) {
      failure = await note(error, tell);
      if (isFinal(failure)) throw failure;
    }
  }
}
