// Keeps two runs from using one journal at the same time, and lets the next one in when a run was killed.
//
// Each run puts a file of its own into a folder before it looks who else is there. Of two that come at the same time, at
// least one sees the other, and no run ever takes away what belongs to another one that may be alive. There are two such
// folders: one beside the journal, for all machines that share it, and one for the file itself, whatever its name is.
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../errors/errors.ts';
import { fileProblem } from '../util/node/file-problem.ts';
import { unusable } from './failures.ts';
import { livenessOf, nameFor, type Owner, ownerIn, thisOwner } from './lock-owner.ts';

/** What tells a file from all others of its machine. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** A folder in which each run that uses the journal has a file. */
interface LockFolder {
  readonly path: string;
  /** Whether no other machine can see it, so that a restart has ended all runs in it. */
  readonly isOfThisMachine: boolean;
}

async function enter(folder: string, name: string): Promise<void> {
  for (;;) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
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

/** @throws `ConfigurationError` when there is another run in the folder that may be alive. */
async function checkOthers(journalPath: string, folder: LockFolder, own: Owner, ownName: string): Promise<void> {
  for (const name of await readdir(folder.path)) {
    if (name === ownName) continue;
    const owner = ownerIn(name);
    const isOfEarlierBoot = folder.isOfThisMachine && owner.boot !== own.boot;
    const liveness = isOfEarlierBoot ? 'dead' : await livenessOf(owner, own);
    if (liveness === 'dead') {
      await rm(join(folder.path, name), { force: true });
      continue;
    }
    const problem = `is in use by process ${owner.pid} on ${owner.host}`;
    throw liveness === 'alive'
      ? unusable(journalPath, problem, 'Wait until that run has ended.')
      : unusable(
          journalPath,
          `${problem}, and whether that run is still alive cannot be told from here`,
          `If it has ended, delete ${folder.path}.`,
        );
  }
}

/** Locks one folder; resolves with what unlocks it. */
async function lockFolder(journalPath: string, folder: LockFolder, own: Owner): Promise<() => Promise<void>> {
  const name = nameFor(own);
  try {
    await enter(folder.path, name);
    await checkOthers(journalPath, folder, own, name);
    return () => leave(folder.path, name);
  } catch (error) {
    await leave(folder.path, name).catch(() => {});
    throw error;
  }
}

// Where the folder of temporary files cannot be used, the other lock and the length of the file have to do.
const isRefusal = (error: unknown): boolean => error instanceof ConfigurationError;

/**
 * Locks a journal; resolves with what unlocks it.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when another run holds it, or the folder cannot be used.
 */
export async function lock(
  journalPath: string,
  { dev, ino }: FileIdentity,
  temporaryFolder = tmpdir(),
): Promise<() => Promise<void>> {
  const own = await thisOwner();
  const folder = { path: `${journalPath}.lock`, isOfThisMachine: false };
  const unlock = await lockFolder(journalPath, folder, own).catch((cause: unknown) => {
    if (isRefusal(cause)) throw cause;
    const problem = `cannot be locked: ${folder.path}: ${fileProblem(cause)}`;
    throw unusable(journalPath, problem, 'Give a path in a folder that you may write to.', cause);
  });
  try {
    const path = join(temporaryFolder, `cognito-forgot-password-${dev}-${ino}.lock`);
    const unlockFile = await lockFolder(journalPath, { path, isOfThisMachine: true }, own);
    return () => unlockFile().finally(unlock);
  } catch (error) {
    if (!isRefusal(error)) return unlock;
    await unlock();
    throw error;
  }
}
