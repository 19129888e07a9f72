// Works on several items at a time, and yields what becomes of them in their order.

/** How many items may be in progress or waiting to be taken, for each that may be in progress. */
const LOOK_AHEAD = 8;

/** How items are worked on. */
export interface MapOptions {
  /** How many may be in progress at a time. */
  readonly concurrency: number;
  /** When it aborts, nothing more is read. */
  readonly end: AbortSignal;
  /** Told when the caller takes no further results, before what is in progress is waited for. */
  readonly onReturn: () => void;
}

/**
 * Maps the items of a source. Results come in the order of the source, which is read no further ahead than a few items
 * beyond those in progress; with a concurrency of 1 the next item is read when the result of the last one has been taken.
 * `map` must not reject; where it resolves with nothing, there is no result. When the caller stops, the source is closed,
 * and what is in progress is waited for.
 */
export async function* mapInOrder<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  { concurrency, end, onReturn }: MapOptions,
  map: (item: Item, index: number) => Promise<Result | undefined>,
): AsyncGenerator<Result, void, void> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const window = concurrency > 1 ? concurrency * LOOK_AHEAD : 1;
  const results: Promise<Result | undefined>[] = [];
  let index = 0;
  let active = 0;
  let isReading = false;
  let isEnded = false;
  let isExhausted = false;
  let isReturned = true;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};

  const start = (item: Item): void => {
    active++;
    const result = map(item, index++);
    results.push(result);
    result.then(() => {
      active--;
      read();
    });
  };

  const readOne = async (): Promise<void> => {
    try {
      const { done, value } = await iterator.next();
      if (done) isEnded = isExhausted = true;
      // An iterable may hold promises, which `for await` waits for as well.
      else if (!isEnded) start(await value);
    } catch (error) {
      isEnded = isExhausted = true;
      failure = { error };
    }
    isReading = false;
    wake();
    read();
  };

  const read = (): void => {
    if (isReading || isEnded || active >= concurrency || results.length >= window) return;
    isReading = true;
    void readOne();
  };

  const stop = (): void => {
    isEnded = true;
    wake();
  };

  /** Tells whether there is another item, as soon as that is known. */
  const hasNext = async (): Promise<boolean> => {
    read();
    // A source may take its time, and the end may come before its next item.
    while (!results.length && !isEnded) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return results.length > 0;
  };

  if (end.aborted) stop();
  else end.addEventListener('abort', stop);
  try {
    while (await hasNext()) {
      const result = await results[0];
      if (result !== undefined) yield result;
      results.shift();
    }
    isReturned = false;
    if (failure) throw failure.error;
  } finally {
    if (isReturned) onReturn();
    end.removeEventListener('abort', stop);
    isEnded = true;
    const closed = isExhausted ? undefined : Promise.resolve(iterator.return?.());
    // A source that is being read closes once that is over, which may be never.
    if (isReading) closed?.catch(() => {});
    else await closed;
    await Promise.all(results);
  }
}
