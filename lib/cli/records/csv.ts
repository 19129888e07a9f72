// A strict reader of RFC 4180, with a choice of delimiters. Ours, and no dependency: a broken record has to be an error of
// its own while the next ones are read. The libraries that were tried (csv-parse 6, papaparse 5) either mend a torn quote,
// or lose every record behind it; spec/cli/records/csv.spec.ts has the table of cases.
import { type Line, MOST_BYTES } from './lines.ts';

/** What parts the fields of a line. */
export type Delimiter = ',' | ';' | '\t';

/** One record: its fields, or why it cannot be used. */
export interface Row {
  /** The line in which it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** A sentence that follows the line's number. */
  readonly problem?: string | undefined;
}

interface OpenRow {
  readonly line: number;
  fields: string[];
  /** The quoted field that goes on in the next line, so far. */
  open: string | undefined;
  size: number;
  problem: string | undefined;
}

/** Where the quote is that ends a field; -1 if it does not end in this text. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** Adds the fields of one line; tells whether they are well-formed. */
function addFields(text: string, row: OpenRow, delimiter: Delimiter): boolean {
  let at = 0;
  do {
    if (row.open === undefined && text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      const field = text.slice(at, end < 0 ? undefined : end);
      if (field.includes('"')) return false;
      row.fields.push(field);
      at += field.length;
      continue;
    }
    const start = row.open === undefined ? at + 1 : at;
    const end = closingQuote(text, start);
    const field = (row.open ?? '') + text.slice(start, end < 0 ? undefined : end);
    row.open = end < 0 ? `${field}\n` : undefined;
    if (end < 0) return true;
    row.fields.push(field.replaceAll('""', '"'));
    at = end + 1;
  } while (text[at++] === delimiter);
  return at > text.length;
}

function addLine(line: Line, row: OpenRow, delimiter: Delimiter): void {
  row.problem ??= line.problem;
  row.size += line.text.length;
  if (!addFields(line.text, row, delimiter)) row.problem ??= 'is invalid CSV: unexpected quote';
  if (row.size <= MOST_BYTES) return;
  row.problem ??= 'begins a record that is longer than 1 MiB';
  // Read on to its end, so that what stands in its quotes is not taken for records.
  row.fields = [];
  row.open &&= '\n';
}

/** The records of a CSV text, the header included. Empty lines between records do not count. */
export async function* readRows(
  lines: AsyncIterable<Line>,
  delimiter: Delimiter = ',',
): AsyncGenerator<Row, void, void> {
  let row: OpenRow | undefined;
  for await (const line of lines) {
    if (!row && !line.problem && !line.text) continue;
    row ??= { line: line.number, fields: [], open: undefined, size: 0, problem: undefined };
    addLine(line, row, delimiter);
    if (row.open !== undefined) continue;
    yield row;
    row = undefined;
  }
  if (row) yield { ...row, problem: row.problem ?? 'opens a quote that is never closed' };
}

/** The fields of one line, where it is well-formed by itself. */
export function fieldsOf(text: string, delimiter: Delimiter): readonly string[] | undefined {
  const row: OpenRow = { line: 1, fields: [], open: undefined, size: 0, problem: undefined };
  return addFields(text, row, delimiter) && row.open === undefined ? row.fields : undefined;
}
