// --report: a line for each record in a file of its own, as NDJSON or, by the file's name, CSV.
import { once } from 'node:events';
import { createWriteStream, fstatSync, type Stats, type WriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KIND } from '../../journal/format.ts';
import type { RecordResult } from '../../node.ts';
import { OutputError, UsageError } from '../failures.ts';
import { toJson, write } from '../output.ts';
import { usernameOf } from '../records/result.ts';
import { describe } from '../report.ts';
import { wordFor } from './summary.ts';

const COLUMNS = ['index', 'line', 'username', 'outcome', 'error', 'reason', 'requestId'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>;

function rowOf(result: RecordResult<unknown, unknown>, line: number | undefined): Row {
  const { index, input } = result;
  const { name, reason, $metadata } = result.ok ? {} : describe(result.error);
  return {
    index,
    line: line ?? null,
    username: usernameOf(input),
    outcome: wordFor(result),
    error: name ?? null,
    reason: reason ?? null,
    requestId: $metadata?.requestId ?? null,
  };
}

/** A field of RFC 4180. A spreadsheet takes one that begins like a formula for one, unless an apostrophe comes first. */
function field(value: string | number | null): string {
  const text = `${value ?? ''}`.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A report. */
export interface Report {
  write(result: RecordResult<unknown, unknown>, line: number | undefined): Promise<void>;
  close(): Promise<void>;
}

const isSame = (one: Stats, other: Stats | undefined): boolean => one.dev === other?.dev && one.ino === other.ino;

async function beginsLikeJournal(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead).includes(KIND);
  } finally {
    await file.close();
  }
}

/** What a report must not be written over. */
async function conflictOf(path: string, journal: string | undefined): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  const other = journal === undefined ? undefined : await stat(journal).catch(() => undefined);
  const isJournal = journal !== undefined && (found ? isSame(found, other) : resolve(path) === resolve(journal));
  if (isJournal) return 'is the journal of this run';
  // A pipe or a device is not to be read here, and nothing is lost in it.
  if (!found?.isFile()) return undefined;
  if (await beginsLikeJournal(path)) return 'is a journal';
  return isSame(found, fstatSync(0)) ? 'is standard input' : undefined;
}

/**
 * Opens a report at `path`, in the place of a file that may be there.
 *
 * @throws `UsageError` when the file cannot be written, or must not: it is the `journal`, a journal, or standard input.
 */
export async function openReport(path: string, journal: string | undefined): Promise<Report> {
  // What cannot be looked at will not be written either, or is no file.
  const conflict = await conflictOf(path, journal).catch(() => undefined);
  if (conflict) throw new UsageError(`--report: the file ${conflict}`);
  const file: WriteStream = createWriteStream(path, { mode: 0o600 });
  await once(file, 'open').catch((error: unknown) => {
    throw new UsageError(`--report: the file cannot be written (${Object(error).code})`);
  });
  // Each write tells of its own failure, after which the file closes by itself.
  file.on('error', () => {});
  const closed = new Promise<void>((settle) => {
    file.once('close', settle);
  });
  const isCsv = /\.csv$/i.test(path);
  const put = async (text: string): Promise<void> => {
    await write(file, text).catch((cause: unknown) => {
      throw new OutputError(cause, undefined, 'The report');
    });
  };
  if (isCsv) await put(`${COLUMNS.join(',')}\r\n`);
  return {
    write(result, line) {
      const row = rowOf(result, line);
      return put(isCsv ? `${COLUMNS.map((column) => field(row[column])).join(',')}\r\n` : `${toJson(row)}\n`);
    },
    async close() {
      file.end();
      await closed;
    },
  };
}
