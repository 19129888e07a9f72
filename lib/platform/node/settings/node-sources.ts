// What this machine has to say: the rim at which the ambient configuration touches it.
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { readTextFileSync } from '../../../util/node/text-file.ts';
import type { AmbientSources } from './ambient.ts';
import { fetchRegion } from './instance-metadata.ts';

const LIMIT_BYTES = 2 ** 20;

/** A folder that may not be searched, such as another user's home, has no files that anybody could mean. */
function withoutHidden(error: unknown, path: string): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EACCES') return error;
  try {
    statSync(path);
    return error;
  } catch {
    return Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  }
}

/**
 * Reads a file of at most 1 MiB. Rejects as `readTextFileSync` throws.
 *
 * It reads synchronously: between a call and its first timer nothing may wait for the event loop, or a spec with fake
 * timers moves its clock on before there is a timer, and the call hangs.
 */
export async function readFile(path: string): Promise<string> {
  try {
    return readTextFileSync(path, LIMIT_BYTES);
  } catch (error) {
    throw withoutHidden(error, path);
  }
}

/** The sources of the process that this runs in. Reads nothing by itself. */
export function nodeSources(): AmbientSources {
  return { env: process.env, homeDirectory: homedir, readFile, fetchRegion };
}
