import { fstatSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1_048_576;
const LINE_END = 10;

/**
 * How many lines a file has, without moving the place up to which it has been read; nothing where it is no file, or cannot
 * be read, which whoever reads it is told.
 */
export function countLines(descriptor: number): number | undefined {
  try {
    return fstatSync(descriptor).isFile() ? countLinesOf(descriptor) : undefined;
  } catch {
    return undefined;
  }
}

function countLinesOf(descriptor: number): number {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let lines = 0;
  let position = 0;
  let last = LINE_END;
  for (;;) {
    const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, position);
    // The last line may have no end.
    if (!length) return lines + (last === LINE_END ? 0 : 1);
    for (let end = chunk.indexOf(LINE_END); end >= 0 && end < length; end = chunk.indexOf(LINE_END, end + 1)) lines++;
    last = chunk[length - 1] ?? LINE_END;
    position += length;
  }
}
