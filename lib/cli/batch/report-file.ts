// --report: a line for each record in a file of its own, as NDJSON or, by the file's name, CSV.

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
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

/** @throws `UsageError` when the file cannot be written. */
export async function openReport(path: string): Promise<Report> {
  const file: WriteStream = createWriteStream(path, { mode: 0o600 });
  await once(file, 'open').catch((error: unknown) => {
    throw new UsageError(`--report: the file cannot be written (${Object(error).code})`);
  });
  // Each write tells of its own failure.
  file.on('error', () => {});
  const isCsv = /\.csv$/i.test(path);
  const put = async (text: string): Promise<void> => {
    await write(file, text).catch((cause: unknown) => {
      throw new OutputError(cause, undefined);
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
      await once(file, 'close');
    },
  };
}
