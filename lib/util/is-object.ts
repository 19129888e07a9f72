/** What kind of object a value is, of whatever realm, such as `[object Date]`. */
export const tagOf = (value: unknown): string => ({}).toString.call(value);

/** Tells a structure from everything else: lists, maps, dates and boxed values are none. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && tagOf(value) === '[object Object]';

/** A copy of a value's own members without a prototype, from which something could be read that nobody gave. */
export const ownCopy = <Value>(value: Value): NonNullable<Value> => Object.assign(Object.create(null), value);
