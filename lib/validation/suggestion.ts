/** How many pairs of neighbouring letters of `a` are in `b`, as a part of the longer one's length. */
function likeness(a: string, b: string): number {
  const pairs = [...a.toLowerCase()].filter((letter, index, letters) =>
    b.toLowerCase().includes(letter + letters[index + 1]),
  );
  return pairs.length / Math.max(a.length, b.length);
}

/** `; did you mean Username?`: the key of `known` that shares most with `name`; nothing where none is near. */
export function suggestion(name: string, known: object): string {
  const [best = ''] = Object.keys(known).sort((a, b) => likeness(name, b) - likeness(name, a));
  return likeness(name, best) > 0.4 ? `; did you mean ${best}?` : '';
}
