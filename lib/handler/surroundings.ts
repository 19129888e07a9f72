/** What the handler needs of its surroundings; specs hand in a clock that stands still. */
export interface Surroundings {
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Fills the array with random bytes. */
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
}

/** The web platform. Nothing runs at import: Workers allow neither timers nor randomness outside a request. */
export const webSurroundings: Surroundings = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
