/** Tells a structure from everything else: lists, maps, dates and boxed values are none. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return {}.toString.call(value) === '[object Object]';
}
