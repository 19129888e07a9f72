// A strict reader of RFC 4180. Ours, and no dependency: the format is small, what is sent must not hang on how a lenient
// reader mends a torn quote, and a broken record has to be an error of its own while the next ones are read.
import { type Line, MOST_BYTES } from './lines.ts';

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
function addFields(text: string, row: OpenRow): boolean {
  let at = 0;
  do {
    if (row.open === undefined && text[at] !== '"') {
      const comma = text.indexOf(',', at);
      const field = text.slice(at, comma < 0 ? undefined : comma);
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
  } while (text[at++] === ',');
  return at > text.length;
}

function addLine(line: Line, row: OpenRow): void {
  row.problem ??= line.problem;
  row.size += line.text.length;
  if (!addFields(line.text, row)) row.problem ??= 'is no CSV: a quote stands where none may stand';
  if (row.size <= MOST_BYTES) return;
  row.problem ??= 'begins a record that is longer than 1 MiB';
  // Read on to its end, so that what stands in its quotes is not taken for records.
  row.fields = [];
  row.open &&= '\n';
}

/** The records of a CSV text, the header included. Empty lines between records do not count. */
export async function* readRows(lines: AsyncIterable<Line>): AsyncGenerator<Row, void, void> {
  let row: OpenRow | undefined;
  for await (const line of lines) {
    if (!row && !line.problem && !line.text) continue;
    row ??= { line: line.number, fields: [], open: undefined, size: 0, problem: undefined };
    addLine(line, row);
    if (row.open !== undefined) continue;
    yield row;
    row = undefined;
  }
  if (row) yield { ...row, problem: row.problem ?? 'opens a quote that is never closed' };
}
