// The end of a journal's file, to which this run alone writes.
import type { FileHandle } from 'node:fs/promises';
import type { Tail } from './appender.ts';

/**
 * The tail of a file that has `bytes` now. Every lock can be evaded, by a hard link or a container of its own, say: so a
 * file that does not have the length to which this run brought it is another run's as well, and nothing more is written.
 */
export function tailOf(file: FileHandle, bytes: number): Tail {
  let expected = bytes;
  const check = async (): Promise<void> => {
    const { size } = await file.stat();
    if (size === expected) return;
    throw new Error(`another run has ${size > expected ? 'written to' : 'cut'} it`);
  };
  return {
    async append(text) {
      await check();
      await file.appendFile(text);
      expected += Buffer.byteLength(text);
    },
    async sync() {
      // Side by side: two runs that write at the same time each see what the other one has written by then.
      await Promise.all([file.datasync(), check()]);
    },
  };
}
