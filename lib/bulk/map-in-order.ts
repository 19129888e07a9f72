// Works on several items at a time, and yields what becomes of them in their order.

/** How many items may be under way or waiting to be taken, for each that may be under way. */
const LOOK_AHEAD = 4;

/** Ends a run early, from within or from outside. */
export interface Control {
  /** Whether nothing more is to be read. */
  isStopped(): boolean;
  /** Told that nobody takes further results. */
  end(): void;
}

/**
 * Maps the items of a source, at most `concurrency` at a time. Results come in the order of the source, which is read no
 * further ahead than a few items beyond those under way; with a concurrency of 1 the next item is read when the result
 * of the last one has been taken. `map` must not reject. When the caller stops, the source is closed, and
 * what is under way is waited for.
 */
export async function* mapInOrder<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  concurrency: number,
  control: Control,
  map: (item: Item, index: number) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const window = concurrency > 1 ? concurrency * LOOK_AHEAD : 1;
  const results: Promise<Result>[] = [];
  let index = 0;
  let active = 0;
  let isEnded = false;
  let failure: { readonly error: unknown } | undefined;
  let reading: Promise<void> | undefined;

  const start = (item: Item): void => {
    active++;
    const result = map(item, index++);
    results.push(result);
    result.then(() => {
      active--;
      fill();
    });
  };

  const readOne = async (): Promise<void> => {
    try {
      const { done, value } = await iterator.next();
      if (done) isEnded = true;
      else start(value);
    } catch (error) {
      isEnded = true;
      failure = { error };
    }
    reading = undefined;
    fill();
  };

  const fill = (): void => {
    if (control.isStopped()) isEnded = true;
    if (!reading && !isEnded && active < concurrency && results.length < window) reading = readOne();
  };

  try {
    for (;;) {
      fill();
      while (!results.length && reading) await reading;
      const [next] = results;
      if (!next) break;
      const result = await next;
      results.shift();
      yield result;
    }
    if (failure) throw failure.error;
  } finally {
    const isReading = reading !== undefined;
    isEnded = true;
    control.end();
    // A source that is being read answers once that is over, which may be never.
    const closed = Promise.resolve(iterator.return?.());
    if (isReading) closed.catch(() => {});
    else await closed;
    await Promise.all(results);
  }
}
