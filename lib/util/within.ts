/**
 * What `work` resolves with; nothing when the time is over before, or the caller aborts. The signal that it is given
 * aborts then, and also when it fails, so that nothing of it goes on. Without `work`, it waits for the time.
 */
export const within = <Result>(
  signal: AbortSignal | undefined,
  ms: number,
  work?: (ending: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> =>
  new Promise((resolve, reject) => {
    const controller = new AbortController();
    const stop = (): void => {
      signal?.removeEventListener('abort', end);
      clearTimeout(timer);
    };
    const end = (): void => {
      stop();
      resolve(undefined);
      controller.abort();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    else {
      work?.(controller.signal)
        .finally(stop)
        .then(resolve, (error) => {
          reject(error);
          controller.abort();
        });
    }
  });
