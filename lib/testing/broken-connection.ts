/** The error that Node's fetch throws when a connection breaks. */
export function brokenConnection(message: string, code: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(code), { code }) });
}

/** The error of a connection that is reset before a reply. */
export const resetConnection = (): TypeError => brokenConnection('fetch failed', 'ECONNRESET');
