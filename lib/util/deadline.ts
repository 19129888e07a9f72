/**
 * Watches the clock and the caller's signal, until the function that it returns is called. When one of them ends the
 * time, `onTimeout` or `onAbort` (with the signal's own reason) is called, once, and not before this has returned.
 */
export function startDeadline(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  onTimeout: () => void,
  onAbort: (reason: unknown) => void,
): () => void {
  const end = (): void => {
    stop();
    if (signal?.aborted) onAbort(signal.reason);
    else onTimeout();
  };
  const timer = setTimeout(end, signal?.aborted ? 0 : timeoutMs);
  const stop = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  };
  signal?.addEventListener('abort', end);
  return stop;
}

/** What `work` resolves with, unless the time is over before, or the caller aborts. */
export function settledWithin<Result>(
  work: Promise<Result>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  timeoutError: () => Error,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = startDeadline(timeoutMs, signal, () => reject(timeoutError()), reject);
    work.finally(stop).then(resolve, reject);
  });
}
