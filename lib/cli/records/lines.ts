import { unreadable } from './record.ts';

/** One line of a text, without its end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Empty where it is too long; with replacement characters where it is no UTF-8. */
  readonly text: string;
  /** Why it cannot be used, in a sentence that follows its number. */
  readonly problem?: string;
}

/** The most that one record may have. */
export const MOST_BYTES = 1_048_576;

// A mark at the beginning of a later line is not taken off: there it is a part of the text.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(number: number, bytes: Uint8Array): Line {
  try {
    const text = strict.decode(bytes);
    return { number, text, ...(text.includes('\0') && { problem: 'holds a NUL character' }) };
  } catch {
    // PowerShell 5 writes it. Line by line it would be as many errors, none of which says what to do.
    const isUTF16 = number === 1 && /^(\xFF\xFE|\xFE\xFF)/.test(String.fromCharCode(...bytes.subarray(0, 2)));
    if (isUTF16) throw unreadable(1, 'begins a text in UTF-16, which must be UTF-8');
    return { number, text: lenient.decode(bytes), problem: 'is no UTF-8 text' };
  }
}

function toLine(number: number, bytes: Uint8Array | undefined): Line {
  if (!bytes) return { number, text: '', problem: 'is longer than 1 MiB' };
  const line = decode(number, bytes);
  const text = line.text.slice(number === 1 && line.text.startsWith('\uFEFF') ? 1 : 0).replace(/\r$/, '');
  return { ...line, text };
}

/**
 * The lines of a text in UTF-8, which end with LF or CRLF. What is too long is not kept, and no more is read than is
 * asked for.
 *
 * @throws `RequestValidationError` for a text in UTF-16.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, void> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length <= MOST_BYTES) parts.push(part);
    else parts = [];
  };
  const take = (): Line => {
    const line = toLine(++number, length <= MOST_BYTES ? Buffer.concat(parts) : undefined);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length) yield take();
}
