/** One value for each name, by name. */
export function byName<Name extends string, Value>(
  names: readonly Name[],
  take: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  // The compiler takes the names of entries for any text.
  return Object.fromEntries(names.map((name) => [name, take(name)])) as Record<Name, Value>;
}
