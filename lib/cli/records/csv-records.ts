// CSV: columns named after the cmdlet's parameters, in any case; `ClientMetadata.key` is one key of ClientMetadata.
import { parameterName } from '../../cmdlet/parameters.ts';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { isObject } from '../../util/is-object.ts';
import { type Row, readRows } from './csv.ts';
import { parseJson } from './json.ts';
import type { Line } from './lines.ts';
import { type NumberedRecord, unreadable } from './record.ts';

interface Column {
  /** The parameter. */
  readonly name: string;
  /** The key of ClientMetadata. */
  readonly key?: string;
}

const METADATA = 'ClientMetadata';
const SWITCHES: readonly string[] = ['PassThru', 'Force', 'WhatIf', 'Confirm'];
const OBJECTS: readonly string[] = [METADATA, 'ClientConfig'];

// What a misspelt column may have been meant to be.
const COMMON = { Username: 0, ClientId: 0, SecretHash: 0, [METADATA]: 0, Select: 0, Region: 0, EndpointUrl: 0 };

/** The parameter that a column's name stands for. */
export function columnOf(title: string): Column | undefined {
  const [prefix = '', ...rest] = title.trim().split('.');
  const name = parameterName(prefix);
  if (!rest.length) return name === undefined ? undefined : { name };
  return name === METADATA ? { name, key: rest.join('.') } : undefined;
}

/** Tells the line that Windows PowerShell's Export-Csv writes before the header. */
export function isTypeLine(text = ''): boolean {
  return text.startsWith('#TYPE ');
}

/** @throws `RequestValidationError` for a header with which no record can be understood. */
function readHeader({ line, fields, problem }: Row): readonly Column[] {
  if (problem) throw unreadable(line, problem);
  const seen = new Set<string>();
  const columns = fields.map((title, index) => {
    const column = columnOf(title);
    // Not quoted: without a header, this is a user's record.
    const place = `is no header: column ${index + 1}`;
    if (!column)
      throw unreadable(
        line,
        `${place} is no parameter${didYouMean(title, Object.keys(COMMON)) || '; --input-format lines takes it for a username'}`,
      );
    const id = JSON.stringify([column.name, column.key]);
    if (seen.has(id)) throw unreadable(line, `${place} stands there twice`);
    seen.add(id);
    return column;
  });
  if (!seen.has('["Username",null]')) throw unreadable(line, 'is no header: it has no column Username');
  return columns;
}

/** A field as its parameter's type; nothing where it is none of that type. */
function readField(name: string, text: string): unknown {
  if (SWITCHES.includes(name)) return /^true$/i.test(text) || (/^false$/i.test(text) ? false : undefined);
  if (!OBJECTS.includes(name)) return text;
  const parsed = parseJson(text);
  return 'value' in parsed && isObject(parsed.value) ? parsed.value : undefined;
}

function recordOf({ line, fields, problem }: Row, columns: readonly Column[]): unknown {
  if (problem) return unreadable(line, problem);
  if (fields.length !== columns.length) {
    return unreadable(line, `has ${fields.length} columns, and the header ${columns.length}`);
  }
  // Without prototypes, a key named __proto__ is one like any other.
  const record: Record<string, unknown> = Object.create(null);
  const metadata: Record<string, unknown> = Object.create(null);
  for (const [index, { name, key }] of columns.entries()) {
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

/**
 * The records of a CSV text, whose first line is its header.
 *
 * @throws `RequestValidationError` for a header with which no record can be understood.
 */
export async function* readCsvRecords(lines: AsyncIterable<Line>): AsyncGenerator<NumberedRecord, void, void> {
  let columns: readonly Column[] | undefined;
  for await (const row of readRows(lines)) {
    if (columns) yield { line: row.line, record: recordOf(row, columns) };
    else if (!isTypeLine(row.fields[0])) columns = readHeader(row);
  }
}
