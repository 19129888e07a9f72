// A journal that is kept in a file.
import { createHmac, randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Journal, JournalEntry, JournalOptions } from '../bulk/journal.ts';
import { ConfigurationError } from '../errors.ts';
import { Appender } from './appender.ts';
import { formatLine, type Header, parseHeader, parseLine } from './format.ts';
import { lock } from './lock.ts';

const KEY_BYTES = 32;
const HASH_BYTES = 16;

// One object for all records that it fits: there may be a million of them.
const BEGUN: JournalEntry = { outcome: 'unknown' };
const ACCEPTED: JournalEntry = { outcome: 'accepted' };

/** A hash of 128 bits, for which one needs the key. */
const hash = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, HASH_BYTES).toString('base64url');

/** What a file says. */
interface Content {
  readonly header: Header | undefined;
  readonly entries: Map<string, JournalEntry>;
  /** The bytes up to the end of the last whole line. A crash may have torn the one after it. */
  readonly wholeBytes: number;
}

async function readContent(path: string, file: FileHandle): Promise<Content> {
  const entries = new Map<string, JournalEntry>();
  let header: Header | undefined;
  let number = 0;
  let rest = Buffer.alloc(0);
  let wholeBytes = 0;
  const refuse = (why: string): never => {
    throw new ConfigurationError('OPTION', `journal: ${path}:${number} ${why}`);
  };
  const take = (text: string): void => {
    number++;
    if (number === 1) {
      header = parseHeader(text) ?? refuse('is no journal of this program');
      return;
    }
    const [id, entry] = parseLine(text) ?? refuse('is damaged');
    entries.set(id, entry);
  };
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf('\n') + 1;
    if (end) for (const text of bytes.toString('utf8', 0, end - 1).split('\n')) take(text);
    wholeBytes += end;
    rest = bytes.subarray(end);
    if (!number && rest.length > 4096) refuse('is no journal of this program');
  }
  return { header, entries, wholeBytes };
}

function createHeader({ scope, isPlain }: JournalOptions): Header {
  const key = randomBytes(KEY_BYTES).toString('hex');
  return { journal: 'cognito-forgot-password', version: 1, key, scope: hash(key, scope), plain: isPlain };
}

/** Makes a new file's name as durable as what is in it. */
async function syncFolder(path: string): Promise<void> {
  // Not every system lets a folder be opened.
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/** @throws {@link ConfigurationError} when the journal belongs to other users than those of this run. */
function checkHeader(path: string, { key, scope, plain }: Header, options: JournalOptions): void {
  if (scope !== hash(key, options.scope)) {
    throw new ConfigurationError('OPTION', `journal: ${path} belongs to another client, pool or endpoint`);
  }
  if (plain !== options.isPlain) {
    const kind = plain ? 'usernames as they are' : 'hashes of usernames';
    throw new ConfigurationError('OPTION', `journal: ${path} holds ${kind}, and this run asks for the other`);
  }
}

async function openFile(path: string, isReadOnly: boolean): Promise<FileHandle | undefined> {
  try {
    return await open(path, isReadOnly ? 'r' : 'a+', 0o600);
  } catch (cause) {
    const { code } = Object(cause) as { code?: string };
    if (isReadOnly && code === 'ENOENT') return undefined;
    throw new ConfigurationError('OPTION', `journal: ${path} cannot be opened (${code})`, cause);
  }
}

async function readable(path: string, file: FileHandle): Promise<Content> {
  try {
    return await readContent(path, file);
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    throw new ConfigurationError('OPTION', `journal: ${path} cannot be read (${Object(cause).code})`, cause);
  }
}

function journalOf(
  header: Header,
  entries: Map<string, JournalEntry>,
  file: FileHandle | undefined,
  isReadOnly: boolean,
): Journal {
  const appender = file && !isReadOnly ? new Appender(file) : undefined;
  const idOf = (identity: string): string => (header.plain ? identity : hash(header.key, identity));
  return {
    find: (identity) => entries.get(idOf(identity)),
    async begin(identity) {
      const id = idOf(identity);
      entries.set(id, BEGUN);
      appender?.append(formatLine({ begin: id }));
      await appender?.commit();
    },
    end(identity, entry) {
      const id = idOf(identity);
      entries.set(id, entry.outcome === 'accepted' ? ACCEPTED : entry);
      appender?.append(formatLine({ end: id, outcome: entry.outcome, error: entry.errorName }));
      // Whoever begins the next record learns of a failure; what is lost by then is unknown, which is true.
      appender?.commit().catch(() => {});
    },
    async close() {
      await appender?.commit().catch(() => {});
      await file?.close();
    },
  };
}

/**
 * Opens a journal, or creates it. A line that a crash has torn off is cut away.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when the file cannot be used, is no journal, is damaged,
 * belongs to another client, pool or endpoint, or is in use by another run.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<Journal> {
  const unlock = options.isReadOnly ? async () => {} : await lock(path);
  let file: FileHandle | undefined;
  try {
    file = await openFile(path, options.isReadOnly);
    const {
      header: existing,
      entries,
      wholeBytes,
    } = file
      ? await readable(path, file)
      : { header: undefined, entries: new Map<string, JournalEntry>(), wholeBytes: 0 };
    const header = existing ?? createHeader(options);
    if (existing) checkHeader(path, existing, options);
    if (!options.isReadOnly && file) {
      await file.truncate(wholeBytes);
      if (!existing) {
        await file.appendFile(formatLine(header));
        await file.sync();
        await syncFolder(path);
      }
    }
    const journal = journalOf(header, entries, file, options.isReadOnly);
    return { ...journal, close: () => journal.close().finally(unlock) };
  } catch (error) {
    await file?.close();
    await unlock();
    throw error;
  }
}
