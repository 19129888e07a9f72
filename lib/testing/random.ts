// With this seed, the first code of the user alice is the code in the documentation.
const SEED = 184_420;

/** Hashes a text. */
export function hashOf(text: string, seed = 7): number {
  let hash = seed;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/**
 * Returns a source of random numbers from 0 to below 1 that is the same in every run (Mulberry32). Every user has a separate
 * source, so that codes do not depend on the order of concurrent requests.
 */
export function randomOf(username: string): () => number {
  let state = hashOf(username, SEED);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A code of six digits. */
export function codeFrom(random: () => number): string {
  return String(Math.floor(random() * 1_000_000)).padStart(6, '0');
}
