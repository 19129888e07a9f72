// The seed makes the first code the one that the documentation shows.
const SEED = 940_238;

/** Random numbers from 0 to below 1 that are the same in each run: Mulberry32. */
export function seededRandom(seed: number = SEED): () => number {
  let state = seed;
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
