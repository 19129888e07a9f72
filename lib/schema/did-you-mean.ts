// A name is near when it shares every fifth letter, as one of a pair of neighbours, with the one that was given.
const LEAST_LIKENESS = 0.2;
const LONGEST_NAME = 64;

/** How many pairs of neighbouring letters of one name are in another one, in proportion to their lengths. */
function likeness(name: string, other: string): number {
  let shared = 0;
  for (let index = 0; index < other.length; index++) {
    // The last letter, which has no neighbour, is compared alone.
    if (name.includes(other.slice(index, index + 2))) shared++;
  }
  return shared / (name.length + other.length);
}

/** `; did you mean Username?` for the known name that is most like `name`; empty where none is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const given = name.slice(0, LONGEST_NAME).toLowerCase();
  let nearest: string | undefined;
  let most = LEAST_LIKENESS;
  for (const other of known) {
    const shared = likeness(given, other.toLowerCase());
    if (shared > most) {
      most = shared;
      nearest = other;
    }
  }
  return nearest ? `; did you mean ${nearest}?` : '';
}
