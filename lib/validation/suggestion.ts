/** How many letters of `a` are in `b`, as a part of the longer one's length. */
function likeness(a: string, b: string): number {
  return (
    [...a.toLowerCase()].filter((letter) => b.toLowerCase().includes(letter)).length / Math.max(a.length, b.length)
  );
}

/** `; did you mean Username?`: the key of `known` that shares most letters with `name`; nothing where none is near. */
export function suggestion(name: string, known: object): string {
  const [best = ''] = Object.keys(known).sort((a, b) => likeness(name, b) - likeness(name, a));
  return likeness(name, best) > 0.7 ? `; did you mean ${best}?` : '';
}
