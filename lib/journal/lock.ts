// Keeps two runs from using one journal at the same time, and lets the next one in when a run was killed.
//
// Each run puts a file of its own into a folder before it looks who else is there. Of two that come at the same time, at
// least one sees the other, and no run ever takes away what belongs to another one that may be alive.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../errors/errors.ts';

/** When a process was started, so that a later one of the same number is not taken for it; empty where that is not told. */
async function startOf(pid: number): Promise<string> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The second field, the command, may hold spaces and parentheses itself.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot.slice(0, 8)}.${ticks}`;
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

/** Whether the run that a file belongs to may be alive; one on another machine cannot be asked. */
async function mayBeAlive(name: string): Promise<boolean> {
  const [pid, start, host] = name.split('~');
  if (host !== encodeURIComponent(hostname())) return true;
  if (!isRunning(Number(pid))) return false;
  const startNow = await startOf(Number(pid));
  return !start || !startNow || start === startNow;
}

async function enter(folder: string, name: string): Promise<void> {
  for (;;) {
    await mkdir(folder, { recursive: true });
    try {
      return await writeFile(join(folder, name), '', { flag: 'wx', mode: 0o600 });
    } catch (error) {
      // A run that has just ended took the folder with it.
      if (Object(error).code !== 'ENOENT') throw error;
    }
  }
}

async function leave(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
  // Not while others are in it.
  await rmdir(folder).catch(() => {});
}

/** @throws {@link ConfigurationError} when there is another run in the folder that may be alive. */
async function checkOthers(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === own) continue;
    if (await mayBeAlive(name)) {
      const [pid, , host] = name.split('~');
      const advice = `if it has ended, delete ${folder}`;
      throw new ConfigurationError(`journal: process ${pid} on ${host} uses it; ${advice}`);
    }
    await rm(join(folder, name), { force: true });
  }
}

/**
 * Locks a journal; resolves with what unlocks it.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when another run holds it, or the folder cannot be used.
 */
export async function lock(journalPath: string): Promise<() => Promise<void>> {
  const folder = `${journalPath}.lock`;
  const { pid } = process;
  const own = [pid, await startOf(pid), encodeURIComponent(hostname()), randomUUID()].join('~');
  try {
    await enter(folder, own);
    await checkOthers(folder, own);
    return () => leave(folder, own);
  } catch (cause) {
    await leave(folder, own).catch(() => {});
    if (cause instanceof ConfigurationError) throw cause;
    throw new ConfigurationError(`journal: ${folder} cannot be used (${Object(cause).code})`, {
      cause,
    });
  }
}
