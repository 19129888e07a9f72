// When to answer, so that the time says nothing of the user.
//
// How long the service takes depends on the user: it sends a message to one who exists. To wait for the service, but no
// less than some minimum, hides that only as long as every call is faster than the minimum; one call in twenty, or the cold
// start of a trigger, is not, and only for users who exist. So the answer does not wait for the call. It leaves at a time
// that is fixed before the service has looked the user up:
//
//  - An attempt gets a window of `minimumMs`. When the window ends, the answer leaves, whether the attempt is over or in
//    flight. In flight, it is 202, and the call goes on behind it.
//  - An attempt that the service throttled, or that never left, has not reached the user. When the client waits and tries
//    again, a new window begins with the new attempt. Only these repetitions move the answer. The others, of attempts that
//    the service may have carried out (`delivery: 'at-least-once'`), can meet only some users: they move nothing.
//  - A failure that concerns everybody is answered as soon as it is certain, but not before `minimumMs`. It is one to
//    which the service comes before it looks the user up (answers.ts).
//
// For the second step there is no answer without the service's. There it leaves at the next whole multiple of `minimumMs`,
// so that who measures it learns in which multiple the call ended, and no more. It is the first one but for rare calls: to
// refuse a code, the service sends no message. The limiter grants five such measurements an hour for an account.
import type { AnswerName } from './answers.ts';
import type { Surroundings } from './surroundings.ts';

/** What is known of a call from its events: when its last attempt began that users cannot have had a part in. */
export interface Progress {
  /** Takes one more event. */
  readonly tell: (event: ProgressEvent) => void;
  /** The time at which the current window began. */
  readonly windowStartedAt: () => number;
  /** Resolves when the next attempt begins; `undefined` while an attempt may be in flight. */
  readonly nextAttempt: () => Promise<void> | undefined;
}

/** The events that matter: an attempt begins, or is going to be repeated, and may have reached the user or not. */
export type ProgressEvent = { readonly type: 'attempt-started' | 'turned-away' | 'repeated' };

/** Follows a call. A client that tells no events is taken to be in flight from the beginning. */
export function followCall(startedAt: number, { now }: Surroundings): Progress {
  let windowStartedAt = startedAt;
  let mayHaveReachedUser = false;
  let waiting: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  const wait = (): void => {
    let end = (): void => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    waiting = { over, end };
  };

  return {
    tell({ type }) {
      if (type === 'repeated') mayHaveReachedUser = true;
      if (type === 'turned-away' && !mayHaveReachedUser) wait();
      if (type !== 'attempt-started' || !waiting) return;
      windowStartedAt = now();
      waiting.end();
      waiting = undefined;
    },
    windowStartedAt: () => windowStartedAt,
    nextAttempt: () => waiting?.over,
  };
}

/** The first step: the call's answer, or 202, at a time that does not depend on the user. */
export async function answerInWindow(
  call: Promise<AnswerName>,
  progress: Progress,
  startedAt: number,
  windowMs: number,
  { now, sleep }: Surroundings,
): Promise<AnswerName> {
  let settled: AnswerName | undefined;
  const settling = call.then((answer) => {
    settled = answer;
  });
  const isForEverybody = (): boolean => settled !== undefined && settled !== 'accepted';
  for (;;) {
    const next = settled === undefined ? progress.nextAttempt() : undefined;
    const endsAt = (isForEverybody() ? startedAt : progress.windowStartedAt()) + windowMs;
    const leftMs = endsAt - now();
    if (leftMs > 0) await (settled === undefined ? Promise.race([settling, sleep(leftMs)]) : sleep(leftMs));
    else if (next) await Promise.race([next, settling]);
    else return settled ?? 'accepted';
  }
}

/** The second step: waits on until a whole multiple of `stepMs` since the beginning. */
export async function waitForMultiple(startedAt: number, stepMs: number, { now, sleep }: Surroundings): Promise<void> {
  const steps = Math.max(1, Math.ceil((now() - startedAt) / stepMs));
  for (let leftMs = startedAt + steps * stepMs - now(); leftMs > 0; leftMs = startedAt + steps * stepMs - now()) {
    await sleep(leftMs);
  }
}
