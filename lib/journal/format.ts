// The journal's lines: a check sum and JSON. The first one says what file it is; each of the others is what was made
// durable at once. A check sum covers the lines before as well, so that one that is missing is noticed like one that is
// altered.
import { crc32 } from 'node:zlib';
import type { JournalScope } from '../bulk/journal.ts';
import type { RecordOutcome } from '../bulk/journal-entry.ts';
import { isObject } from '../util/is-object.ts';

/** How the first line of a journal says what it is. */
export const KIND = 'cognito-forgot-password journal';
const VERSION = 2;

/** What the first line says. */
export interface Header {
  /** Keys the hashes of this file, so that the same user has another one in each file. */
  readonly key: string;
  /** The keyed hashes of what the journal belongs to. */
  readonly scope: Readonly<Partial<Record<keyof JournalScope, string>>>;
  /** Whether usernames that differ only in case or Unicode form are the same user. */
  readonly ignoreCase: boolean;
  /** Whether lines are missing, as it was salvaged: whoever is not in it may have been sent a code. */
  readonly isIncomplete: boolean;
}

/** What happened to a record: `begin` before a request goes out, or how the request ended. */
export type EventKind = 'begin' | RecordOutcome;

/**
 * An event: its kind and the record's hash; last, where there is one, the username after `begin`, and the error's name
 * after an outcome.
 */
export type Event = readonly [what: EventKind, hash: string, detail?: string];

const KINDS: readonly unknown[] = ['begin', 'accepted', 'not-sent', 'rejected', 'unknown'] satisfies EventKind[];

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

/** The check sum that a line bears, whether it is right or not; nothing where it bears none. */
export function sumOf(line: string): number | undefined {
  const [, digits] = /^([\da-f]{8}) /.exec(line) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

/** The content of a first line. */
export function headerContent({ key, scope, ignoreCase, isIncomplete }: Header): object {
  return {
    kind: KIND,
    version: VERSION,
    key,
    scope,
    ...(ignoreCase && { ignoreCase }),
    ...(isIncomplete && { isIncomplete }),
  };
}

/** What a first line says; nothing where it is another kind of file. */
export function readHeader(content: unknown): Header | undefined {
  if (!isObject(content) || content.kind !== KIND || content.version !== VERSION) return undefined;
  const { key, scope, ignoreCase, isIncomplete } = content;
  if (typeof key !== 'string' || !isObject(scope)) return undefined;
  return {
    key,
    scope: scope as Header['scope'],
    ignoreCase: ignoreCase === true,
    isIncomplete: isIncomplete === true,
  };
}

/** Whether what a file begins with can be the beginning of a first line. */
export function isHeaderStart(text: string): boolean {
  const start = ` {"kind":"${KIND}"`;
  const rest = text.slice(8, 8 + start.length);
  return /^[\da-f]{0,8}$/.test(text.slice(0, 8)) && start.startsWith(rest);
}

const isEvent = (value: unknown): value is Event => {
  const [what, hash, detail]: unknown[] = Array.isArray(value) ? value : [];
  return KINDS.includes(what) && typeof hash === 'string' && (detail === undefined || typeof detail === 'string');
};

/** The events of a line; nothing where it is no such line. */
export function readEvents(content: unknown): readonly Event[] | undefined {
  return Array.isArray(content) && content.every(isEvent) ? content : undefined;
}
