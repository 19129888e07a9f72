// One line of a report: what became of one record.
import { isObject } from '../../util/is-object.ts';
import { toJson } from '../output.ts';
import { usernameOf } from '../records/result.ts';
import { describe } from '../report.ts';
import { kindOf, type Result } from './vocabulary.ts';

/** The columns of a report, in their order. */
export const COLUMNS = [
  'time',
  'index',
  'line',
  'username',
  'outcome',
  'skipped',
  'error',
  'reason',
  'medium',
  'destination',
  'requestId',
] as const;
type Column = (typeof COLUMNS)[number];
/** One line of a report, by column. */
export type Row = Readonly<Record<Column, string | number | null>>;

/** What the service said of the delivery, where the output holds it. */
function deliveryOf(output: unknown): { readonly medium: string | null; readonly destination: string | null } {
  const details = isObject(output) && isObject(output.CodeDeliveryDetails) ? output.CodeDeliveryDetails : output;
  const { DeliveryMedium, Destination } = isObject(details) ? details : {};
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { medium: textOf(DeliveryMedium), destination: textOf(Destination) };
}

/** What is known of a record's result beside the result itself. */
export interface ResultContext {
  /** The line at which the record begins. */
  readonly line: number | undefined;
  /** When the result came. */
  readonly time: Date;
  /** The service's ID of the last request. */
  readonly requestId: string | undefined;
}

/** The error that a record failed with; for one that an earlier run sent, the error of that time, as far as it is known. */
function causeOf(result: Result): Pick<Row, 'error' | 'reason'> {
  if (result.ok) {
    const why = 'why' in result && typeof result.why === 'string' ? result.why : null;
    return { error: null, reason: why };
  }
  const { name, reason = null, errorName } = describe(result.error);
  const error = result.skipped ? (errorName ?? null) : name;
  return { error, reason };
}

/** What is to be told of a record's result. */
export function rowOf(result: Result, { line, time, requestId }: ResultContext): Row {
  const { index, input, skipped = null } = result;
  const { error, reason } = causeOf(result);
  return {
    time: time.toISOString(),
    index,
    line: line ?? null,
    username: usernameOf(input),
    outcome: kindOf(result),
    skipped,
    error,
    reason,
    ...deliveryOf(result.ok ? result.output : undefined),
    requestId: requestId ?? null,
  };
}

/** A value as a spreadsheet is to show it: text that looks like a formula to it has an apostrophe before it. */
export function cell(value: string | number | null): string {
  return `${value ?? ''}`.replace(/^[=+\-@\t\r]/, "'$&");
}

/** A field of RFC 4180. */
function field(value: string | number | null): string {
  const text = cell(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** How a report writes its lines. */
export interface RowFormat {
  readonly start: string;
  readonly lineEnd: string;
  line(row: Row): string;
  /** The fields of a line of such a report by column, all of them as text; nothing for any other line. */
  read(line: string): Readonly<Record<string, string | null>> | undefined;
}

const ndjson: RowFormat = {
  start: '',
  lineEnd: '\n',
  line: (row) => `${toJson(row)}\n`,
  read(line) {
    try {
      const value: unknown = JSON.parse(line);
      if (!isObject(value)) return undefined;
      const entries = Object.entries(value).map(([name, each]) => [name, each === null ? null : `${each}`]);
      return Object.fromEntries(entries);
    } catch {
      return undefined;
    }
  },
};

const FIELD = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g;

const csv: RowFormat = {
  start: `${COLUMNS.join(',')}\r\n`,
  lineEnd: '\r\n',
  line: (row) => `${COLUMNS.map((column) => field(row[column])).join(',')}\r\n`,
  read(line) {
    const fields = [...line.matchAll(FIELD)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (fields.length !== COLUMNS.length) return undefined;
    return Object.fromEntries(COLUMNS.map((column, at) => [column, fields[at] || null]));
  },
};

/** The format that a file's name asks for. */
export function rowFormatOf(path: string): RowFormat {
  return /\.csv$/i.test(path) ? csv : ndjson;
}
