// What this machine has to say: the rim at which the ambient configuration touches it.
import { constants, type FileHandle, open, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { AmbientSources } from './ambient.ts';
import { fetchRegion } from './instance-metadata.ts';

const LIMIT_BYTES = 2 ** 20;

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Reads until the end, or until it is certain that there is too much. */
async function readBounded(file: FileHandle): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read({ buffer: new Uint8Array(65_536) });
    if (!bytesRead) return Buffer.concat(chunks);
    size += bytesRead;
    if (size > LIMIT_BYTES) throw failure('EFBIG');
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

/** A folder that may not be searched, such as another user's home, has no files that anybody could mean. */
async function withoutHidden(error: unknown, path: string): Promise<never> {
  if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  await stat(path).catch(() => {
    throw failure('ENOENT');
  });
  throw error;
}

/**
 * Reads a file of at most 1 MiB. Rejects with Node's codes: `EFBIG` when it is larger, `EISDIR` for a folder, `EINVAL`
 * for what is neither a file nor a character device (`/dev/null` is a usual way to say "none").
 */
export async function readFile(path: string): Promise<Uint8Array> {
  // Not blocking, or opening a FIFO would wait for somebody to write to it.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: unknown) => withoutHidden(error, path));
  try {
    const kind = await file.stat();
    if (kind.isDirectory()) throw failure('EISDIR');
    if (!kind.isFile() && !kind.isCharacterDevice()) throw failure('EINVAL');
    return await readBounded(file);
  } finally {
    await file.close();
  }
}

/** The sources of the process that this runs in. Reads nothing by itself. */
export function nodeSources(): AmbientSources {
  return { env: process.env, homeDirectory: homedir, readFile, fetchRegion };
}
