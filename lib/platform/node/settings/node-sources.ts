// What this machine has to say: the rim at which the ambient configuration touches it.
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { readTextFile } from '../../../util/node/text-file.ts';
import type { AmbientSources } from './ambient.ts';
import { fetchRegion } from './instance-metadata.ts';

const LIMIT_BYTES = 2 ** 20;

/** A folder that may not be searched, such as another user's home, has no files that anybody could mean. */
async function withoutHidden(error: unknown, path: string): Promise<never> {
  if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  await stat(path).catch(() => {
    throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  });
  throw error;
}

/** Reads a file of at most 1 MiB. Rejects as `readTextFile` does. */
export async function readFile(path: string): Promise<string> {
  return readTextFile(path, { maxBytes: LIMIT_BYTES }).catch((error: unknown) => withoutHidden(error, path));
}

/** The sources of the process that this runs in. Reads nothing by itself. */
export function nodeSources(): AmbientSources {
  return { env: process.env, homeDirectory: homedir, readFile, fetchRegion };
}
