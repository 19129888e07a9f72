// Appends to a file, many events at a time: what arrives while one line is being made durable goes out with the next.
import type { Event } from './format.ts';

/** The end of a file. */
export interface Tail {
  /** Resolves when the operating system has the text. */
  append(text: string): Promise<void>;
  /** Resolves when all that was appended is durable. */
  sync(): Promise<void>;
}

/** How far an event has come. Both reject when it cannot come so far. */
export interface Progress {
  /** Resolves when it survives the end of the process. */
  readonly written: Promise<void>;
  /** Resolves when it survives a loss of power. */
  readonly durable: Promise<void>;
}

/** Appends events, in lines that `toLine` makes. After a failure nothing more is appended. */
export function appenderTo({ append, sync }: Tail, toLine: (events: readonly Event[]) => string) {
  let open: (Progress & { readonly events: Event[] }) | undefined;
  let last: Promise<void> = Promise.resolve();

  const begin = () => {
    const events: Event[] = [];
    const written = last.then(() => {
      open = undefined;
      return append(toLine(events));
    });
    const durable = written.then(sync);
    // Whoever waits is told; for all others it is no unhandled rejection.
    for (const promise of [written, durable]) promise.catch(() => {});
    last = durable;
    return { events, written, durable };
  };

  return {
    /** Appends an event after all others. */
    add(event: Event): Progress {
      open ??= begin();
      open.events.push(event);
      return open;
    },
    /** Resolves when there is nothing more to be made durable. */
    settled: (): Promise<void> => last,
  };
}
