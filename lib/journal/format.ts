// The journal's lines: a check sum and JSON. The first one says what file it is; each of the others is what was made
// durable at once. A check sum covers the lines before as well, so that one that is missing is noticed like one that is
// altered.
import { crc32 } from 'node:zlib';
import type { JournalEntry, JournalScope, RecordOutcome } from '../bulk/journal.ts';
import { isObject } from '../util/is-object.ts';

/** How the first line of a journal says what it is. */
export const KIND = 'cognito-forgot-password journal';
const VERSION = 1;

/** What the first line says. */
export interface Header {
  /** Keys the hashes of this file, so that the same user has another one in each file. */
  readonly key: string;
  /** The keyed hashes of what the journal belongs to. */
  readonly scope: Readonly<Partial<Record<keyof JournalScope, string>>>;
}

/**
 * What happened to a record: `begin` before a request goes out, or what became of it. Then the record's hash; last, where
 * there is one, the username after `begin`, and the error's name after an outcome.
 */
export type Event = readonly [what: 'begin' | RecordOutcome, hash: string, detail?: string];

const WHAT: readonly unknown[] = ['begin', 'accepted', 'not-sent', 'rejected', 'unknown'] satisfies Event[0][];

/** Writes lines, each with a check sum that follows from `sum`, that of the line before. */
export function lineWriter(sum = 0): (content: object) => string {
  let last = sum;
  return (content) => {
    const json = JSON.stringify(content);
    last = crc32(json, last);
    return `${last.toString(16).padStart(8, '0')} ${json}\n`;
  };
}

/** A line that is as it was written: what it holds, and its check sum. */
export interface SoundLine {
  readonly content: unknown;
  readonly sum: number;
}

/** Reads a line, without its end, that follows one with the check sum `last`; nothing where it is not as it was written. */
export function readLine(line: string, last: number): SoundLine | undefined {
  const json = line.slice(9);
  const sum = crc32(json, last);
  if (line.slice(0, 9) !== `${sum.toString(16).padStart(8, '0')} `) return undefined;
  try {
    return { content: JSON.parse(json), sum };
  } catch {
    return undefined;
  }
}

/** The content of a first line. */
export function headerContent({ key, scope }: Header): object {
  return { kind: KIND, version: VERSION, key, scope };
}

/** What a first line says; nothing where it is another kind of file. */
export function readHeader(content: unknown): Header | undefined {
  if (!isObject(content) || content.kind !== KIND || content.version !== VERSION) return undefined;
  const { key, scope } = content;
  return typeof key === 'string' && isObject(scope) ? { key, scope: scope as Header['scope'] } : undefined;
}

/** Whether what a file begins with can be the beginning of a first line. */
export function isHeaderStart(text: string): boolean {
  const start = ` {"kind":"${KIND}"`;
  const rest = text.slice(8, 8 + start.length);
  return /^[\da-f]{0,8}$/.test(text.slice(0, 8)) && start.startsWith(rest);
}

function readEvent(event: unknown): [hash: string, entry: JournalEntry] | undefined {
  const [what, hash, detail]: unknown[] = Array.isArray(event) ? event : [];
  if (!WHAT.includes(what) || typeof hash !== 'string') return undefined;
  // Begun, and no more: if nothing follows, nobody knows.
  if (what === 'begin') return [hash, { outcome: 'unknown' }];
  return [hash, { outcome: what as RecordOutcome, ...(typeof detail === 'string' && { errorName: detail }) }];
}

/** What a line tells of records: their hashes, and what is known of them from there on; nothing where it is no such line. */
export function readEvents(content: unknown): [hash: string, entry: JournalEntry][] | undefined {
  const events = Array.isArray(content) ? content.map(readEvent) : [undefined];
  return events.every((event) => event !== undefined) ? events : undefined;
}
