// Keeps two runs from using one journal at the same time, and lets the next one in when a run was killed.
//
// Each run puts a file of its own into a folder before it looks who else is there, and holds the lock once it has seen
// nobody else. Of two that come at the same time, at least one sees the other, and no run ever takes away what belongs to
// another one that may be alive. A holder says so in its file. Of several that do not hold the lock yet, the one whose
// file has the first name waits until the others have given up, so that not all of them do. There are two such folders:
// one beside the journal, for all machines that share it, and one for the file itself, whatever its name is.
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigurationError } from '../errors/errors.ts';
import { livenessOf, type Owner, thisOwner } from '../util/node/file-owner.ts';
import { fileProblem } from '../util/node/file-problem.ts';
import { unusable } from './failures.ts';
import { nameFor, ownerIn } from './lock-name.ts';

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

/** How a journal is locked. */
export interface LockOptions {
  /** The folder of temporary files. Default: that of the system. */
  readonly temporaryFolder?: string;
  /** How long to wait for another run that has not decided yet whether it holds the lock, in milliseconds. */
  readonly patienceMs?: number;
}

/** What a holder's file says; that of a run which is still looking is empty. */
const HELD = 'held';

const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 10;

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

/** Another run in a lock's folder. */
interface Rival {
  readonly name: string;
  readonly owner: Owner;
  readonly liveness: 'alive' | 'unknown';
}

/** The other runs in a folder that may be alive; the files of those that are dead are removed. */
async function rivalsIn(folder: LockFolder, own: Owner, ownName: string): Promise<readonly Rival[]> {
  const rivals: Rival[] = [];
  for (const name of await readdir(folder.path)) {
    if (name === ownName) continue;
    const owner = ownerIn(name);
    const isOfEarlierBoot = folder.isOfThisMachine && owner.boot !== own.boot;
    const liveness = isOfEarlierBoot ? 'dead' : await livenessOf(owner, own);
    if (liveness === 'dead') await rm(join(folder.path, name), { force: true });
    else rivals.push({ name, owner, liveness });
  }
  return rivals;
}

/** Whether another run holds the lock; one that has left meanwhile does not, and one that cannot be read may. */
async function isHolder({ path }: LockFolder, { name }: Rival): Promise<boolean> {
  try {
    return (await readFile(join(path, name), 'utf8')) !== '';
  } catch (error) {
    return Object(error).code !== 'ENOENT';
  }
}

/** The first of the others that this run gives way to; nothing where it may wait for them to give way. */
async function winnerOf(folder: LockFolder, rivals: readonly Rival[], ownName: string): Promise<Rival | undefined> {
  for (const rival of rivals) if (rival.name < ownName || (await isHolder(folder, rival))) return rival;
  return undefined;
}

function inUse(journalPath: string, folder: LockFolder, { owner, liveness }: Rival): ConfigurationError {
  const problem = `is in use by process ${owner.pid} on ${owner.host}`;
  return liveness === 'alive'
    ? unusable(journalPath, problem, 'Wait until that run has ended.')
    : unusable(
        journalPath,
        `${problem}, and whether that run is still alive cannot be told from here`,
        `If it has ended, delete ${folder.path}.`,
      );
}

/** Waits until nobody else is in the folder; resolves with the run to give way to, where there is one. */
async function untilAlone(
  folder: LockFolder,
  own: Owner,
  ownName: string,
  patienceMs: number,
): Promise<Rival | undefined> {
  const endsAtMs = performance.now() + patienceMs;
  for (;;) {
    const rivals = await rivalsIn(folder, own, ownName);
    const winner = await winnerOf(folder, rivals, ownName);
    if (winner || !rivals.length) return winner;
    if (performance.now() >= endsAtMs) return rivals[0];
    await pause(LOOK_AGAIN_MS);
  }
}

/** What one run locks folders with. */
interface Locking {
  readonly journalPath: string;
  readonly own: Owner;
  readonly patienceMs: number;
}

/** Locks one folder; resolves with what unlocks it. */
async function lockFolder({ journalPath, own, patienceMs }: Locking, folder: LockFolder): Promise<() => Promise<void>> {
  const name = nameFor(own);
  try {
    await enter(folder.path, name);
    const winner = await untilAlone(folder, own, name, patienceMs);
    if (winner) throw inUse(journalPath, folder, winner);
    // Without it, others only wait longer before they give up.
    await writeFile(join(folder.path, name), HELD, { flag: 'r+' }).catch(() => {});
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
  { temporaryFolder = tmpdir(), patienceMs = PATIENCE_MS }: LockOptions = {},
): Promise<() => Promise<void>> {
  const locking = { journalPath, own: await thisOwner(), patienceMs };
  const folder = { path: `${journalPath}.lock`, isOfThisMachine: false };
  const unlock = await lockFolder(locking, folder).catch((cause: unknown) => {
    if (isRefusal(cause)) throw cause;
    const problem = `cannot be locked: ${folder.path}: ${fileProblem(cause)}`;
    throw unusable(journalPath, problem, 'Give a path in a folder that you may write to.', cause);
  });
  try {
    const path = join(temporaryFolder, `cognito-forgot-password-${dev}-${ino}.lock`);
    const unlockFile = await lockFolder(locking, { path, isOfThisMachine: true });
    return () => unlockFile().finally(unlock);
  } catch (error) {
    if (!isRefusal(error)) return unlock;
    await unlock();
    throw error;
  }
}
