// Keeps two runs from using one journal at the same time.
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { ConfigurationError } from '../errors.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

/** Whether the process that a lock names is certainly gone; one on another machine cannot be asked. */
function isStale(content: string): boolean {
  const [pid = '', host] = content.split('\n');
  // A container may give the same number to each process that it starts.
  return host === hostname() && (Number(pid) === process.pid || !isAlive(Number(pid)));
}

/** Takes away a lock that nobody holds, and no other one that may have come in its place. */
async function removeStale(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    // Another run was faster.
    return;
  }
  if ((await readFile(aside, 'utf8')) !== content) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function isLinked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Locks a journal; resolves with what unlocks it.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when another run holds it, or the folder cannot be used.
 */
export async function lock(journalPath: string): Promise<() => Promise<void>> {
  const path = `${journalPath}.lock`;
  const own = `${path}.${randomUUID()}`;
  const fail = (cause: unknown): never => {
    throw new ConfigurationError('OPTION', `journal: cannot be locked (${path}: ${Object(cause).code})`, cause);
  };
  // A link appears with all that is in it, so that no lock is ever seen half written.
  await writeFile(own, `${process.pid}\n${hostname()}\n${own}`, { mode: 0o600 }).catch(fail);
  try {
    while (!(await isLinked(own, path).catch(fail))) {
      const content = await readFile(path, 'utf8').catch(() => undefined);
      if (content !== undefined && !isStale(content)) {
        throw new ConfigurationError('OPTION', `journal: another run uses it (${path} names its process)`);
      }
      if (content !== undefined) await removeStale(path, content);
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}
