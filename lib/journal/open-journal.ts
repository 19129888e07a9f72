// A journal that is kept in a file, or, without one, in memory as compactly.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Journal, JournalOptions, JournalRecord, JournalScope } from '../bulk/journal.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { appenderTo } from './appender.ts';
import { type Header, headerContent, lineWriter } from './format.ts';
import { type KnownRecords, keyedHash, knownRecords } from './known-records.ts';
import { lock } from './lock.ts';
import { readJournal } from './read-journal.ts';

const KEY_BYTES = 32;

const NAMES: Readonly<Record<keyof JournalScope, string>> = {
  clientId: 'client ID',
  userPoolId: 'user pool',
  region: 'region',
  endpointUrl: 'endpoint',
};
const namesOf = Object.keys(NAMES) as (keyof JournalScope)[];

const keyOf = (key: string): KeyObject => createSecretKey(key, 'base64url');

const hashText = (key: string, text: string): string => keyedHash(keyOf(key), text).toString('base64url');

function createHeader(scope: JournalScope): Header {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const named = namesOf.flatMap((name) => (scope[name] ? [[name, hashText(key, scope[name])]] : []));
  return { key, scope: Object.fromEntries(named) };
}

/** @throws {@link ConfigurationError} when the journal belongs to others than this run. */
function checkScope(path: string, { key, scope }: Header, given: JournalScope): void {
  for (const name of namesOf) {
    // What one of the two does not name is taken to be the same: a region may come from the pool or the environment.
    const isOther = scope[name] && given[name] && scope[name] !== hashText(key, given[name]);
    if (isOther) throw new ConfigurationError(`journal: ${path} belongs to another ${NAMES[name]}`);
  }
}

/** Makes a new file's name as durable as what is in it. */
async function syncFolder(path: string): Promise<void> {
  // Not every system lets a folder be opened.
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

async function openFile(path: string, isReadOnly: boolean): Promise<FileHandle | undefined> {
  try {
    return await open(path, isReadOnly ? 'r' : 'a+', 0o600);
  } catch (error) {
    if (isReadOnly && Object(error).code === 'ENOENT') return undefined;
    throw error;
  }
}

type Append = ReturnType<typeof appenderTo>['add'];

const done = Promise.resolve();
const remembersNothing: Append = () => ({ written: done, durable: done });
const refusesToWrite: Append = () => {
  throw new ConfigurationError('journal: it was opened for a run that sends nothing');
};

/** Makes journals out of what is known; `add` takes note of what happens. */
function journalOf(keyText: string, records: KnownRecords, add: Append, isPlain: boolean) {
  const key = keyOf(keyText);
  return {
    find(clientId: string | undefined, username: string): JournalRecord {
      const hash = keyedHash(key, JSON.stringify([clientId, username]));
      const id = (): string => hash.toString('base64url');
      return {
        ...records.ask(hash),
        begin: async () => add(isPlain ? ['begin', id(), username] : ['begin', id()]).durable,
        end: async ({ outcome, errorName }) => add(errorName ? [outcome, id(), errorName] : [outcome, id()]).written,
      };
    },
  };
}

/** Opens the file of a journal, which this run alone may write to until it is closed. */
async function openFileJournal(path: string, { scope, isPlain, isReadOnly }: JournalOptions): Promise<Journal> {
  const file = await openFile(path, isReadOnly);
  let unlock = async (): Promise<void> => {};
  try {
    // A device or a pipe would never end, or remember nothing.
    const isFile = (await file?.stat())?.isFile() ?? true;
    if (!isFile) throw new ConfigurationError(`journal: ${path} is no file`);
    // By its real name, as two paths may lead to one file.
    if (!isReadOnly) unlock = await lock(await realpath(path));
    const { header: existing, records, soundBytes, sum } = await readJournal(path, file);
    if (existing) checkScope(path, existing, scope);
    const header = existing ?? createHeader(scope);
    if (!file || isReadOnly) {
      await file?.close();
      return { ...journalOf(header.key, records, refusesToWrite, isPlain), close: async () => {} };
    }
    const toLine = lineWriter(sum);
    await file.truncate(soundBytes);
    if (!existing) {
      await file.appendFile(toLine(headerContent(header)));
      await file.sync();
      await syncFolder(path);
    }
    const tail = { append: (text: string) => file.appendFile(text), sync: () => file.datasync() };
    const { add, settled } = appenderTo(tail, toLine);
    const close = (): Promise<void> =>
      settled()
        .finally(() => file.close())
        .finally(unlock);
    return { ...journalOf(header.key, records, add, isPlain), close };
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
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when the file cannot be used, is no journal, is damaged,
 * belongs to another client, pool, region or endpoint, or is in use by another run.
 */
export async function openJournal(path: string | undefined, options: JournalOptions): Promise<Journal> {
  if (path === undefined) {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    return { ...journalOf(key, knownRecords(), remembersNothing, false), close: async () => {} };
  }
  try {
    return await openFileJournal(path, options);
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    throw new ConfigurationError(`journal: ${path} cannot be used (${Object(cause).code})`, {
      cause,
    });
  }
}
