// The seed makes the first code of alice the one that the documentation shows.
const SEED = 184_420;

/** A number made of a text: the same for the same text. */
export function hashOf(text: string, seed = 7): number {
  let hash = seed;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/**
 * Random numbers from 0 to below 1 that are the same in each run: Mulberry32. Each user has numbers of its own, so that
 * codes do not depend on which of several requests comes first.
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

/** Six digits. */
export function codeFrom(random: () => number): string {
  return String(Math.floor(random() * 1_000_000)).padStart(6, '0');
}
