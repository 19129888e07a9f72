import { onAbort } from './on-abort.ts';

/**
 * Watches the clock and a signal, until the function that it returns is called. When one of them ends the time, `onEnd` is
 * called, once, and not before this has returned.
 */
export function startDeadline(timeoutMs: number, signal: AbortSignal | undefined, onEnd: () => void): () => void {
  const end = (): void => {
    stop();
    onEnd();
  };
  const timer = setTimeout(end, signal?.aborted ? 0 : timeoutMs);
  const forget = signal && onAbort(signal, end);
  const stop = (): void => {
    clearTimeout(timer);
    forget?.();
  };
  return stop;
}

/** Waits until the time is over or the signal aborts. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    startDeadline(ms, signal, resolve);
  });
}

/** What `work` resolves with; nothing when the time is over before, or the signal aborts. */
export function settledWithin<Result>(
  work: Promise<Result>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const stop = startDeadline(timeoutMs, signal, () => resolve(undefined));
    work.finally(stop).then(resolve, reject);
  });
}
