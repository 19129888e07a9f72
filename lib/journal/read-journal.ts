// Reads a journal from its first line to its last.
import type { FileHandle } from 'node:fs/promises';
import { ConfigurationError } from '../errors/errors.ts';
import { type Header, isHeaderStart, readEvents, readHeader, readLine } from './format.ts';
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

/** Lines with their ends, the last one perhaps without. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10) + 1; end > 0; end = chunk.indexOf(10, start) + 1) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      start = end;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length) yield Buffer.concat(parts);
}

/** Whether bytes can be what a crash leaves of a line: its beginning, or pages of it that were never filled. */
const isTorn = (line: Buffer): boolean => line.at(-1) !== 10 || line.includes(0);

/**
 * Reads a journal. A last line that a crash has torn off is left out.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when it is another kind of file, or damaged.
 */
export async function readJournal(path: string, file: FileHandle | undefined): Promise<Content> {
  const records = knownRecords();
  let header: Header | undefined;
  let number = 0;
  let soundBytes = 0;
  let sum = 0;
  let torn: Buffer | undefined;
  const refuse = (why: string): never => {
    throw new ConfigurationError(`journal: ${path} ${why}`);
  };
  const damaged = (): never => refuse(`is damaged in line ${number}: who was sent what is not certain any more`);

  const take = (line: Buffer): void => {
    const sound = readLine(line.toString('utf8', 0, line.length - 1), sum);
    if (!sound) {
      if (!header && !isHeaderStart(line.toString('utf8'))) refuse('is no journal of this program');
      torn = line;
      return;
    }
    if (header)
      for (const [hash, entry] of readEvents(sound.content) ?? damaged())
        records.learn(Buffer.from(hash, 'base64url'), entry);
    else header = readHeader(sound.content) ?? refuse('is no journal of this version');
    soundBytes += line.length;
    sum = sound.sum;
  };

  for await (const line of file ? linesOf(file.createReadStream({ start: 0, autoClose: false })) : []) {
    if (torn) damaged();
    number++;
    take(line);
  }
  if (torn && !isTorn(torn)) damaged();
  return { header, records, soundBytes, sum };
}
