/** `; did you mean Username?`: the key of `known` that shares most with `name`; nothing where none is near. */
export const suggestion = (name: string, known: object): string => {
  let nearest = '';
  let most = 0.2;
  for (const other of Object.keys(known)) {
    // How many pairs of neighbouring letters are in both, of all letters.
    const likeness =
      [...other].filter((letter, index) => RegExp(letter + other[index + 1], 'i').test(name)).length /
      (name + other).length;
    if (likeness > most) {
      most = likeness;
      nearest = `; did you mean ${other}?`;
    }
  }
  return nearest;
};
