// The beginning of an input: its first line, by which its format is known, and all of it once more.
import { MOST_BYTES } from './lines.ts';
import { unreadable } from './record.ts';

/** The beginning of a text, and the text. */
export interface Head {
  /** The first line that is not blank, or the beginning of one that is too long; empty where there is none. */
  readonly first: string;
  /** Whether `first` is the whole line. */
  readonly isWhole: boolean;
  /** The line's number, from 1. */
  readonly line: number;
  /** The whole text from its beginning. */
  readonly body: AsyncIterable<Uint8Array>;
}

const LINE_FEED = 10;
const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const decoder = new TextDecoder();

/** The beginning of files that are certainly none of ours, as the characters of their first bytes. */
const SIGNATURES: readonly (readonly [start: string, kind: string])[] = [
  ['\u00FF\u00FE', 'text in UTF-16; save it as UTF-8'],
  ['\u00FE\u00FF', 'text in UTF-16; save it as UTF-8'],
  ['PK\u0003\u0004', 'a ZIP archive or a spreadsheet; save it as CSV'],
  ['\u00D0\u00CF\u0011\u00E0', 'a spreadsheet; save it as CSV'],
  ['\u001F\u008B', 'gzip data; decompress it first'],
  ['BZh91AY&SY', 'bzip2 data; decompress it first'],
  ['\u00FD7zXZ', 'xz data; decompress it first'],
  ['\u0028\u00B5\u002F\u00FD', 'zstd data; decompress it first'],
  ['%PDF-', 'a PDF document; save it as CSV'],
];

function checkSignature(bytes: Uint8Array): void {
  const start = String.fromCharCode(...bytes.subarray(0, 10));
  const [, kind] = SIGNATURES.find(([signature]) => start.startsWith(signature)) ?? [];
  if (kind) throw unreadable(1, `begins ${kind}`);
  // Each character of a text in UTF-16 without a mark has one of these; usernames, JSON and CSV have none.
  if (/^(\0[^\0\n]|[^\0\n]\0)/.test(start))
    throw unreadable(1, 'begins text in UTF-16, or no text at all; save it as UTF-8');
}

const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** The bytes that were read, without a byte order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(3) : bytes;
}

/** Reads until it can be told where the first line that is not blank ends. */
async function readBeginning(iterator: AsyncIterator<Uint8Array>): Promise<{ bytes: Uint8Array; isEnded: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let hasText = false;
  let hasLine = false;
  while (!hasLine && length <= MOST_BYTES) {
    const { done, value } = await iterator.next();
    if (done) return { bytes: Buffer.concat(chunks), isEnded: true };
    const start = length;
    chunks.push(value);
    length += value.length;
    const text: number = hasText ? 0 : value.findIndex((byte, at) => !isSpace(byte) && byte !== MARK[start + at]);
    hasText ||= text >= 0;
    hasLine = hasText && value.indexOf(LINE_FEED, text) >= 0;
  }
  return { bytes: Buffer.concat(chunks), isEnded: false };
}

async function* bodyOf(bytes: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  try {
    if (bytes.length) yield bytes;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/**
 * Reads up to the end of the first line that is not blank, or to the most that a line may have.
 *
 * @throws `RequestValidationError` for what certainly is no text in UTF-8.
 */
export async function readHead(source: AsyncIterable<Uint8Array>): Promise<Head> {
  const iterator = source[Symbol.asyncIterator]();
  const { bytes, isEnded } = await readBeginning(iterator);
  const body = withoutMark(bytes);
  try {
    checkSignature(bytes);
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
  // However the text comes in pieces, the same bytes decide.
  const decisive = body.subarray(0, MOST_BYTES);
  const start = decisive.findIndex((byte) => !isSpace(byte));
  const end = start < 0 ? -1 : decisive.indexOf(LINE_FEED, start);
  const blank = decisive.subarray(0, Math.max(start, 0));
  return {
    first: start < 0 ? '' : decoder.decode(decisive.subarray(start, end < 0 ? undefined : end)).trimEnd(),
    isWhole: end >= 0 || (isEnded && body.length <= MOST_BYTES),
    line: 1 + blank.reduce((lines, byte) => lines + Number(byte === LINE_FEED), 0),
    body: bodyOf(body, iterator),
  };
}
