// The end of a journal's file, to which this run alone writes.
import type { FileHandle } from 'node:fs/promises';
import { StoppedError } from '../errors/errors.ts';
import type { Tail } from './appender.ts';

const REMEDY = 'Let only one run use it, and run the same command again once the other one has ended.';

/**
 * The tail of a file that has `bytes` now. Every lock can be evaded, by a hard link or a container of its own, say: so a
 * file that does not have the length to which this run brought it is another run's as well, and nothing more is written.
 */
export function tailOf(file: FileHandle, bytes: number): Tail {
  let expected = bytes;
  const check = async (): Promise<void> => {
    const { size } = await file.stat();
    if (size === expected) return;
    const change = size > expected ? 'written to' : 'cut';
    throw new StoppedError(`Stopped: another run has ${change} the journal. ${REMEDY}`, {
      code: 'ERR_STOPPED_JOURNAL',
    });
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
