// A journal that is kept in a file, or, without one, in memory as compactly.
import { constants, type FileHandle, realpath } from 'node:fs/promises';
import type { Journal, JournalOptions } from '../bulk/journal.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { openRegularFile } from '../util/node/text-file.ts';
import { appenderTo } from './appender.ts';
import { unreadable, unusable } from './failures.ts';
import { headerContent, lineWriter } from './format.ts';
import { checkHeader, createHeader, createKey } from './header.ts';
import { type Append, journalOf, type Kept } from './journal-of.ts';
import { knownRecords } from './known-records.ts';
import { lock } from './lock.ts';
import { readSoundJournal } from './read-journal.ts';
import { syncFolder } from './sync-folder.ts';
import { tailOf } from './tail.ts';

const TO_WRITE = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;

async function openFile(path: string, isReadOnly: boolean): Promise<FileHandle | undefined> {
  try {
    return await openRegularFile(path, isReadOnly ? constants.O_RDONLY : TO_WRITE, 0o600);
  } catch (error) {
    if (isReadOnly && Object(error).code === 'ENOENT') return undefined;
    throw error;
  }
}

const done = Promise.resolve();
const remembersNothing: Append = () => ({ written: done, durable: done });

/** The journal of a run that sends nothing. */
function readOnlyJournal(path: string, kept: Omit<Kept, 'add'>): Journal {
  const refuse: Append = () => {
    throw unusable(path, 'was opened for a run that sends nothing');
  };
  return { ...journalOf({ ...kept, add: refuse }), close: async () => {} };
}

async function writableJournal(path: string, file: FileHandle, options: JournalOptions): Promise<Journal> {
  const { header: existing, records, soundBytes, sum } = await readSoundJournal(path, file);
  if (existing) checkHeader(path, existing, options);
  const header = existing ?? createHeader(options);
  const toLine = lineWriter(sum);
  await file.truncate(soundBytes);
  const tail = tailOf(file, soundBytes);
  if (!existing) {
    await tail.append(toLine(headerContent(header)));
    await file.sync();
    await syncFolder(path);
  }
  const { add, settled } = appenderTo(tail, toLine);
  return {
    ...journalOf({ header, records, add, isPlain: options.isPlain }),
    close: () => settled().finally(() => file.close()),
  };
}

/** Opens the file of a journal, which this run alone may write to until it is closed. */
async function openFileJournal(path: string, options: JournalOptions): Promise<Journal> {
  const file = await openFile(path, options.isReadOnly);
  let unlock = async (): Promise<void> => {};
  try {
    // The null device would remember nothing.
    const isFile = (await file?.stat())?.isFile() ?? true;
    if (!isFile) throw unusable(path, 'is not a regular file', 'Give the path of a new file.');
    if (!file || options.isReadOnly) {
      const { header = createHeader(options), records } = await readSoundJournal(path, file);
      checkHeader(path, header, options);
      await file?.close();
      return readOnlyJournal(path, { header, records, isPlain: options.isPlain });
    }
    // By its real name, as two paths may lead to one file.
    unlock = await lock(await realpath(path), await file.stat({ bigint: true }));
    const journal = await writableJournal(path, file, options);
    return { ...journal, close: () => journal.close().finally(unlock) };
  } catch (error) {
    await file?.close();
    await unlock();
    throw error;
  }
}

/**
 * Opens a journal, or creates it. A last line that a crash has torn off is cut away. Without a path, the journal knows
 * only of this run.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when the file cannot be used, is not a journal, is corrupt,
 * belongs to another client, pool, region or endpoint, or is in use by another run.
 */
export async function openJournal(path: string | undefined, options: JournalOptions): Promise<Journal> {
  if (path === undefined) {
    const header = { key: createKey(), ignoreCase: options.ignoreCase };
    const kept = { header, records: knownRecords(), add: remembersNothing, isPlain: false };
    return { ...journalOf(kept), close: async () => {} };
  }
  try {
    return await openFileJournal(path, options);
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    throw unreadable(path, cause);
  }
}
