// The journal's lines: JSON, one after the other. The first one says what file it is; the others tell of records:
// `begin` before a request goes out, `end` when it is known what became of it.
import type { JournalEntry, RecordOutcome } from '../bulk/journal.ts';
import { isObject } from '../is-object.ts';

/** The first line. */
export interface Header {
  readonly journal: 'cognito-forgot-password';
  readonly version: 1;
  /** Keys the hashes of this file, so that the same user has another one in each file. */
  readonly key: string;
  /** The keyed hash of what the journal belongs to. */
  readonly scope: string;
  readonly plain: boolean;
}

/** One of the other lines. */
export type Line =
  | { readonly begin: string }
  | { readonly end: string; readonly outcome: RecordOutcome; readonly error?: string | undefined };

const OUTCOMES: readonly unknown[] = ['accepted', 'not-sent', 'rejected', 'unknown'] satisfies RecordOutcome[];

/** A line as it is written. */
export function formatLine(line: Header | Line): string {
  return `${JSON.stringify(line)}\n`;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The header of a file's first line; nothing where it is another kind of file. */
export function parseHeader(text: string): Header | undefined {
  const { journal, version, key, scope, plain } = parse(text);
  if (journal !== 'cognito-forgot-password' || version !== 1) return undefined;
  if (typeof key !== 'string' || typeof scope !== 'string' || typeof plain !== 'boolean') return undefined;
  return { journal, version, key, scope, plain };
}

/** What a line tells: of which record, and what is known of it from there on; nothing where it is damaged. */
export function parseLine(text: string): [id: string, entry: JournalEntry] | undefined {
  const { begin, end, outcome, error } = parse(text);
  // Begun, and no more: if nothing follows, nobody knows.
  if (typeof begin === 'string') return [begin, { outcome: 'unknown' }];
  if (typeof end !== 'string' || !OUTCOMES.includes(outcome)) return undefined;
  return [end, { outcome: outcome as RecordOutcome, ...(typeof error === 'string' && { errorName: error }) }];
}
