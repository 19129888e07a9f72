/** `; did you mean Username?`: the name among the keys of `known` that has most letters in common; nothing where none is near. */
export function suggestion(name: string, known: object): string {
  const likeness = (other: string): number =>
    [...name.toLowerCase()].filter((letter) => other.toLowerCase().includes(letter)).length /
    Math.max(name.length, other.length);
  const [best = ''] = Object.keys(known).sort((a, b) => likeness(b) - likeness(a));
  return likeness(best) > 0.7 ? `; did you mean ${best}?` : '';
}
