/** Tells a structure from everything else: lists, maps, dates and boxed values are none. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && Object.prototype.toString.call(value) === '[object Object]';
