// One listener per signal, however many wait for it: Node takes eleven listeners for a leak.

interface Listeners {
  readonly entries: Set<() => void>;
  readonly tell: () => void;
}

const waiting = new WeakMap<AbortSignal, Listeners>();

/** Calls a function when a signal aborts, until the function that this returns is called. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const { entries, tell } = waiting.get(signal) ?? listenTo(signal);
  // A function of its own, as the same listener may be given twice.
  const entry = (): void => listener();
  entries.add(entry);
  return () => {
    if (!entries.delete(entry) || entries.size > 0) return;
    signal.removeEventListener('abort', tell);
    waiting.delete(signal);
  };
}

function listenTo(signal: AbortSignal): Listeners {
  const entries = new Set<() => void>();
  const tell = (): void => {
    for (const entry of [...entries]) entry();
  };
  signal.addEventListener('abort', tell);
  const listeners = { entries, tell };
  waiting.set(signal, listeners);
  return listeners;
}
