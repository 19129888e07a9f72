// Reads a journal from its first line to its last.
import type { FileHandle } from 'node:fs/promises';
import { unusable } from './failures.ts';
import { type Event, type Header, isHeaderStart, readEvents, readHeader, readLine } from './format.ts';
import { type KnownRecords, knownRecords } from './known-records.ts';

/** What a journal says. */
export interface Content {
  /** Nothing where the file is new, or was torn off while it was created. */
  readonly header: Header | undefined;
  readonly records: KnownRecords;
  /** The bytes up to the end of the last sound line. What follows was torn off, before anything relied on it. */
  readonly soundBytes: number;
  /** The check sum of that line. */
  readonly sum: number;
}

// Far more than the events of one moment need. A file that is one endless line is not read into memory.
const MAX_LINE_BYTES = 2 ** 24;

/** What is known of whoever is not in a journal of which lines are missing. */
const OTHERS = { outcome: 'unknown' } as const;

/** An empty table for a journal. */
export function recordsFor(header: Header | undefined): KnownRecords {
  return knownRecords(header?.isIncomplete ? OTHERS : undefined);
}

/** Takes note of what a line tells. */
export function learnEvents(records: KnownRecords, events: readonly Event[]): void {
  for (const [what, hash, detail] of events) {
    records.learn(Buffer.from(hash, 'base64url'), what, what === 'begin' ? undefined : detail);
  }
}

/**
 * Lines with their ends, the last one perhaps without.
 *
 * @throws `ConfigurationError` when a line is longer than any of a journal.
 */
export async function* linesOf(path: string, file: FileHandle): AsyncGenerator<Buffer, void, void> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10) + 1; end > 0; end = chunk.indexOf(10, start) + 1) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      bytes = 0;
      start = end;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
    bytes += chunk.length - start;
    if (bytes > MAX_LINE_BYTES)
      throw unusable(path, 'is not a journal of this program', 'Give the path of a new file.');
  }
  if (parts.length) yield Buffer.concat(parts);
}

/** A line without its end, as text. */
export const textOf = (line: Buffer): string =>
  line.toString('utf8', 0, line.at(-1) === 10 ? line.length - 1 : line.length);

/** Whether bytes can be what a crash leaves of a line: its beginning, or pages of it that were never filled. */
export const isTorn = (line: Buffer): boolean => line.at(-1) !== 10 || line.includes(0);

/**
 * Reads a journal. A last line that a crash has torn off is left out.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when it is another kind of file, or corrupt.
 */
export async function readJournal(path: string, file: FileHandle | undefined): Promise<Content> {
  let records = recordsFor(undefined);
  let header: Header | undefined;
  let number = 0;
  let soundBytes = 0;
  let sum = 0;
  let torn: Buffer | undefined;
  const corrupt = (): never => {
    throw unusable(
      path,
      `is corrupt in line ${number}: it cannot be told who was sent a code`,
      `See what it holds: cognito-forgot-password journal ${path}`,
    );
  };

  const takeHeader = (content: unknown): void => {
    header = readHeader(content);
    if (!header) throw unusable(path, 'is a journal of another version', 'Give the path of a new file.');
    records = recordsFor(header);
  };
  const take = (line: Buffer): void => {
    const sound = line.at(-1) === 10 ? readLine(textOf(line), sum) : undefined;
    if (!sound) {
      if (!header && !isHeaderStart(line.toString('utf8')))
        throw unusable(path, 'is not a journal of this program', 'Give the path of a new file.');
      torn = line;
      return;
    }
    if (header) learnEvents(records, readEvents(sound.content) ?? corrupt());
    else takeHeader(sound.content);
    soundBytes += line.length;
    sum = sound.sum;
  };

  for await (const line of file ? linesOf(path, file) : []) {
    if (torn) corrupt();
    number++;
    take(line);
  }
  if (torn && !isTorn(torn)) corrupt();
  return { header, records, soundBytes, sum };
}
