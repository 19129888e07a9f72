// The lines of a journal's file, as bytes.
import type { FileHandle } from 'node:fs/promises';
import { unusable } from './failures.ts';

const LINE_END = 10;
// Far more than the events of one moment need. A file that is one endless line is not read into memory.
const MAX_LINE_BYTES = 2 ** 24;

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
    for (let end = chunk.indexOf(LINE_END) + 1; end > 0; end = chunk.indexOf(LINE_END, start) + 1) {
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

/** Whether a line has its end. */
export const isWhole = (line: Buffer): boolean => line.at(-1) === LINE_END;

/** A line without its end, as text. */
export const textOf = (line: Buffer): string => line.toString('utf8', 0, line.length - (isWhole(line) ? 1 : 0));

/** Whether bytes can be what a crash leaves of a line: its beginning, or pages of it that were never filled. */
export const isTornOff = (line: Buffer): boolean => !isWhole(line) || line.includes(0);
