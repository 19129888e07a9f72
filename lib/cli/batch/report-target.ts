// Where a report goes: a file beside its place, which takes that place at the end, or a stream that cannot be replaced.
import { createWriteStream, fstatSync, type Stats, type WriteStream } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KIND } from '../../journal/format.ts';
import { UsageError } from '../failures.ts';
import { systemProblem } from '../operator-hints.ts';
import { partialPath, removeLeftPartials } from './partial-report.ts';

/** A file that a run uses, and what for. */
export interface UsedFile {
  /** The file's path, or its number where it is open. */
  readonly file: string | number;
  /** What it is, in words that follow "is". */
  readonly what: string;
}

/** An open place for a report. */
export interface Target {
  readonly stream: WriteStream;
  /** The file whose place is taken at the end; nothing where the report goes into a pipe or a device. */
  readonly place: string | undefined;
  /** Puts the report in its place. */
  finish(): Promise<void>;
  /** Takes back what was written; an earlier report stays as it was. */
  discard(): Promise<void>;
}

const statOf = async (file: string | number): Promise<Stats | undefined> => {
  if (typeof file === 'string') return stat(file).catch(() => undefined);
  try {
    return fstatSync(file);
  } catch {
    return undefined;
  }
};

const isSame = (one: Stats, other: Stats): boolean => one.dev === other.dev && one.ino === other.ino;

async function beginsLikeJournal(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead).includes(KIND);
  } finally {
    await file.close();
  }
}

/** What a report must not be written over; nothing where its path is free. */
async function conflictOf(path: string, used: readonly UsedFile[]): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  for (const { file, what } of used) {
    const other = await statOf(file);
    // Many things may be written to one terminal, pipe or device.
    const isTaken = found && other ? found.isFile() && isSame(found, other) : file === resolve(path);
    if (isTaken) return what;
  }
  if (found?.isDirectory()) return 'a folder';
  return found?.isFile() && (await beginsLikeJournal(path).catch(() => false)) ? 'a journal' : undefined;
}

function opened(stream: WriteStream): Promise<void> {
  return new Promise((settle, reject) => {
    stream.once('open', () => settle());
    stream.once('error', (cause) => {
      reject(new UsageError(`--report: the file cannot be written: ${systemProblem(cause)}`));
    });
  });
}

function closed(stream: WriteStream): Promise<void> {
  return new Promise((settle) => {
    if (stream.closed) return settle();
    stream.once('close', settle);
    stream.end();
  });
}

async function openStream(path: string): Promise<Target> {
  const stream = createWriteStream(path);
  await opened(stream);
  const close = (): Promise<void> => closed(stream);
  return { stream, place: undefined, finish: close, discard: close };
}

async function openFile(path: string): Promise<Target> {
  // What a link leads to is replaced, and not the link.
  const place = await realpath(path).catch(() => path);
  const keptIn = await partialPath(place);
  const stream = createWriteStream(keptIn, { mode: 0o600 });
  await opened(stream);
  await removeLeftPartials(place);
  return {
    stream,
    place,
    async finish() {
      await closed(stream);
      await rename(keptIn, place);
    },
    async discard() {
      await closed(stream);
      await rm(keptIn, { force: true });
    },
  };
}

/**
 * Opens the place of a report.
 *
 * @throws `UsageError` when the file cannot be written, or must not: the run uses it otherwise, or it is a journal.
 */
export async function openTarget(path: string, used: readonly UsedFile[]): Promise<Target> {
  const conflict = await conflictOf(path, used);
  if (conflict) throw new UsageError(`--report: the file is ${conflict}; name another one`);
  const found = await stat(path).catch(() => undefined);
  const target = await (found && !found.isFile() ? openStream(path) : openFile(path));
  // Each write tells of its own failure, after which the stream closes by itself.
  target.stream.on('error', () => {});
  return target;
}
