/** How many letters of `a` are in `b`, as a part of the longer one's length. */
function likeness(a: string, b: string): number {
  return (
    [...a.toLowerCase()].filter((letter) => b.toLowerCase().includes(letter)).length / Math.max(a.length, b.length)
  );
}

/** `; did you mean Username?`: the known name that shares most letters with the last part of `path`, if one is near. */
export function suggestion(path: string, known: readonly string[]): string {
  const name = path.replace(/.*\//s, '');
  const [best = ''] = [...known].sort((a, b) => likeness(name, b) - likeness(name, a));
  return likeness(name, best) > 0.7 ? `; did you mean ${best}?` : '';
}
