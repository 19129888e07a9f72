// A journal that is kept in a file, or, without one, in memory as compactly.
import { constants, type FileHandle, realpath } from 'node:fs/promises';
import type { Fate, Journal, JournalOptions, JournalRecord } from '../bulk/journal.ts';
import { foldUsername, identityText, type RecordIdentity } from '../bulk/record-identity.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { openRegularFile } from '../util/node/text-file.ts';
import { appenderTo } from './appender.ts';
import { unreadable, unusable } from './failures.ts';
import { type Header, headerContent, lineWriter } from './format.ts';
import { checkHeader, createHeader, createKey, keyOf } from './header.ts';
import { type KnownRecords, keyedHash, knownRecords } from './known-records.ts';
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

type Append = ReturnType<typeof appenderTo>['add'];

const done = Promise.resolve();
const remembersNothing: Append = () => ({ written: done, durable: done });

/** What journals differ in, once they are open. */
interface Kept {
  readonly header: Pick<Header, 'key' | 'ignoreCase'>;
  readonly records: KnownRecords;
  /** Takes note of what happens. */
  readonly add: Append;
  readonly isPlain: boolean;
}

/** Makes journals out of what is known. */
function journalOf({ header, records, add, isPlain }: Kept): Pick<Journal, 'find'> {
  const key = keyOf(header);
  const { ignoreCase } = header;
  const hashOf = (identity: RecordIdentity): Buffer => keyedHash(key, identityText(identity));
  /** Those who wait for what becomes of a record that is under way, by its hash: there are few. */
  const waiting = new Map<string, { readonly first: Promise<Fate>; readonly tell: (fate: Fate) => void }>();

  const follow = (id: string): Promise<Fate> => {
    const known = waiting.get(id);
    if (known) return known.first;
    let tell = (_fate: Fate): void => {};
    const first = new Promise<Fate>((resolve) => {
      tell = resolve;
    });
    waiting.set(id, { first, tell });
    return first;
  };

  /** Whether a variant of a record came before; takes note that this one did. */
  const noteVariant = (identity: RecordIdentity, folded: string, hash: Buffer): boolean => {
    if (folded === identity.username) return records.hasVariant(hash);
    const foldedHash = hashOf({ ...identity, username: folded });
    const isVariant = records.isKnown(foldedHash);
    records.addVariant(foldedHash);
    return isVariant;
  };

  return {
    find(identity: RecordIdentity): JournalRecord {
      const { username } = identity;
      const folded = foldUsername(username);
      const hash = hashOf(ignoreCase ? { ...identity, username: folded } : identity);
      const id = (): string => hash.toString('base64url');
      const isVariant = !ignoreCase && noteVariant(identity, folded, hash);
      const { isFirst, fate, known } = records.ask(hash);
      return {
        first: isFirst ? undefined : fate ? Promise.resolve(fate) : follow(id()),
        known,
        isVariant: isFirst && isVariant,
        async begin() {
          records.learn(hash, 'begin');
          await add(isPlain ? ['begin', id(), username] : ['begin', id()]).durable;
        },
        async end({ outcome, errorName }) {
          const standing = records.learn(hash, outcome, errorName);
          await add(errorName ? [outcome, id(), errorName] : [outcome, id()]).written;
          return standing;
        },
        finish(became) {
          records.finish(hash, became);
          waiting.get(id())?.tell(became);
          waiting.delete(id());
        },
      };
    },
  };
}

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
