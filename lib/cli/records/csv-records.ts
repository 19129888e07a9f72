// CSV: columns named after the cmdlet's parameters, in any case; `ClientMetadata.key` is one key of ClientMetadata.
import { isObject } from '../../util/is-object.ts';
import { type Delimiter, type Row, readRows } from './csv.ts';
import { type Header, isTypeLine, readHeader } from './csv-header.ts';
import { parseJson } from './json.ts';
import type { Line } from './lines.ts';
import { type NumberedRecord, unreadable } from './record.ts';
import { isTableRule } from './table.ts';

const METADATA = 'ClientMetadata';
const SWITCHES: readonly string[] = ['PassThru', 'Force', 'WhatIf', 'Confirm'];
const OBJECTS: readonly string[] = [METADATA, 'ClientConfig'];

/** A field as its parameter's type; nothing where it is none of that type. */
function readField(name: string, text: string): unknown {
  if (SWITCHES.includes(name)) return /^true$/i.test(text) || (/^false$/i.test(text) ? false : undefined);
  if (!OBJECTS.includes(name)) return text;
  const parsed = parseJson(text);
  return 'value' in parsed && isObject(parsed.value) ? parsed.value : undefined;
}

function recordOf({ line, fields, problem }: Row, { width, columns }: Header): unknown {
  if (problem) return unreadable(line, problem);
  if (fields.length !== width) return unreadable(line, `has ${fields.length} columns, and the header ${width}`);
  // Without prototypes, a key named __proto__ is one like any other.
  const record: Record<string, unknown> = Object.create(null);
  const metadata: Record<string, unknown> = Object.create(null);
  for (const { index, name, key } of columns) {
    const text = fields[index];
    // An empty field gives no value: a table has one in each column.
    if (!text) continue;
    const value = key === undefined ? readField(name, text) : text;
    if (value === undefined)
      return unreadable(line, `has no ${OBJECTS.includes(name) ? 'JSON object' : 'true or false'} as ${name}`);
    if (key !== undefined) metadata[key] = value;
    else if (name === METADATA) Object.assign(metadata, value);
    else record[name] = value;
  }
  if (Object.keys(metadata).length) record[METADATA] = metadata;
  return record;
}

/** How a CSV text is read. */
export interface CsvOptions {
  readonly delimiter: Delimiter;
  /** The title of the column that holds the usernames. */
  readonly usernameColumn: string | undefined;
  /** Told once of the titles of the columns that are not used. */
  readonly onIgnored: (titles: readonly string[]) => void;
}

/**
 * The records of a CSV text, whose first line is its header.
 *
 * @throws `RequestValidationError` for a header with which no record can be understood.
 */
export async function* readCsvRecords(
  lines: AsyncIterable<Line>,
  { delimiter, usernameColumn, onIgnored }: CsvOptions,
): AsyncGenerator<NumberedRecord, void, void> {
  let header: Header | undefined;
  let isFirst = true;
  for await (const row of readRows(lines, delimiter)) {
    if (header) {
      const isRule = !row.problem && row.fields.every(isTableRule);
      if (isFirst && isRule) throw unreadable(row.line, 'is the rule of a table for people');
      isFirst = false;
      yield { line: row.line, record: recordOf(row, header) };
    } else if (!isTypeLine(row.fields[0])) {
      header = readHeader(row, usernameColumn);
      if (header.ignored.length) onIgnored(header.ignored);
    }
  }
}
