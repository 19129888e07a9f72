// What this machine has to say: the rim at which the ambient configuration touches it.
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import type { AmbientSources } from './ambient.ts';
import { fetchRegion } from './instance-metadata.ts';

const LIMIT_BYTES = 2 ** 20;

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Reads until the end, or until it is certain that there is too much. */
function readBounded(file: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const buffer = new Uint8Array(65_536);
    const bytesRead = readSync(file, buffer);
    if (!bytesRead) return Buffer.concat(chunks);
    size += bytesRead;
    if (size > LIMIT_BYTES) throw failure('EFBIG');
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

/** A folder that may not be searched, such as another user's home, has no files that anybody could mean. */
function openVisible(path: string): number {
  try {
    // Not blocking, or opening a FIFO would wait for somebody to write to it.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    try {
      statSync(path);
    } catch {
      throw failure('ENOENT');
    }
    throw error;
  }
}

/**
 * Reads a file of at most 1 MiB. Rejects with Node's codes: `EFBIG` when it is larger, `EISDIR` for a folder, `EINVAL`
 * for what is neither a file nor a character device (`/dev/null` is a usual way to say "none").
 *
 * It reads synchronously: between a call and its first timer nothing may wait for the event loop, or a spec with fake
 * timers moves its clock on before there is a timer, and the call hangs.
 */
export async function readFile(path: string): Promise<Uint8Array> {
  const file = openVisible(path);
  try {
    const kind = fstatSync(file);
    if (kind.isDirectory()) throw failure('EISDIR');
    if (!kind.isFile() && !kind.isCharacterDevice()) throw failure('EINVAL');
    return readBounded(file);
  } finally {
    closeSync(file);
  }
}

/** The sources of the process that this runs in. Reads nothing by itself. */
export function nodeSources(): AmbientSources {
  return { env: process.env, homeDirectory: homedir, readFile, fetchRegion };
}
