/** Makes a record with one value for each name. */
export function byName<Name extends string, Value>(
  names: readonly Name[],
  take: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  // `Object.fromEntries` widens the keys to string.
  return Object.fromEntries(names.map((name) => [name, take(name)])) as Record<Name, Value>;
}
