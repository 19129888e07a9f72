/** What the handler needs of its surroundings; specs hand in a clock that stands still. */
export interface Surroundings {
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls a function after so many milliseconds, unless what this returns is called before. Keeps no process alive. */
  readonly startTimer: (ms: number, onEnd: () => void) => () => void;
  /** Fills the array with random bytes. */
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
}

function startTimer(ms: number, onEnd: () => void): () => void {
  const timer = setTimeout(onEnd, ms);
  // Node's timers are objects; those of the web platform are numbers, and keep nothing alive.
  if (typeof timer === 'object') timer.unref?.();
  return () => clearTimeout(timer);
}

/** The web platform. Nothing runs at import: Workers allow neither timers nor randomness outside a request. */
export const webSurroundings: Surroundings = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  startTimer,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
