import { ResponseError } from '../errors.ts';

/**
 * Takes the next chunk of a body, or its end when called with none, and returns the text so far.
 *
 * @throws {@link ResponseError} when the body is larger than allowed, or no UTF-8; the rest need not be read.
 */
export type BodyReader = (chunk?: Uint8Array) => string;

/** Starts to read a body of at most `maxBytes` bytes. */
export function bodyReader(maxBytes: number): BodyReader {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let text = '';
  return (chunk) => {
    size += chunk?.length ?? 0;
    checkSize(size, maxBytes);
    try {
      text += decoder.decode(chunk, { stream: !!chunk });
    } catch {
      throw new ResponseError('INVALID');
    }
    return text;
  };
}

/** Stops at a body that is larger than allowed. */
export function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new ResponseError('TOO_LARGE');
}
