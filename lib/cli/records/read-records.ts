// Records out of an input, in one of five formats. What the input is, is decided before its first record is taken.
import type { Delimiter } from './csv.ts';
import { delimiterOf, excelDelimiter } from './csv-header.ts';
import { readCsvRecords } from './csv-records.ts';
import { readHead } from './head.ts';
import { readJsonRecords } from './json.ts';
import { readJsonDocument } from './json-document.ts';
import { readLines } from './lines.ts';
import type { PackedRecords } from './packed-records.ts';
import { type RecordFormat, recogniseFormat } from './recognise-format.ts';
import { type NumberedRecord, refusal, unreadable } from './record.ts';
import { readUsernames } from './usernames.ts';

/** How records are written; `auto` is decided by the first line. */
export type InputFormat = 'auto' | RecordFormat;

/** How an input is to be read. */
export interface InputOptions {
  readonly format?: InputFormat | undefined;
  /** The title of the CSV column that holds the usernames. */
  readonly usernameColumn?: string | undefined;
  /** Whether users of Cognito who cannot recover are records like the others. Default: `false`. */
  readonly includeIneligible?: boolean | undefined;
  /** Told of what people should know of the input, in a sentence. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** An input whose format is known, and of which nothing that concerns all of it is wrong. */
export interface RecordInput {
  readonly format: RecordFormat;
  /** How many records there are, where that is known. */
  readonly count: number | undefined;
  /** How many of these are withheld. */
  readonly withheld: number;
  /** The first record, which is among `records` as well. */
  readonly first: NumberedRecord | undefined;
  readonly records: AsyncIterable<NumberedRecord>;
}

type Source = AsyncIterable<Uint8Array>;

/** The lines of a CSV text, without the one that tells Excel its delimiter. */
function csvRecords(
  source: Source,
  first: string,
  { usernameColumn, onNotice }: InputOptions,
): AsyncGenerator<NumberedRecord, void, void> {
  const named = excelDelimiter(first.trim());
  async function* lines() {
    for await (const line of readLines(source)) if (!excelDelimiter(line.text.trim())) yield line;
  }
  const delimiter: Delimiter = named ?? delimiterOf(first, usernameColumn);
  const onIgnored = (titles: readonly string[]): void => onNotice?.(`Ignored columns: ${titles.join(', ')}`);
  return readCsvRecords(named ? lines() : readLines(source), { delimiter, usernameColumn, onIgnored });
}

async function* documentRecords(
  source: Source,
  { includeIneligible = false, onNotice }: InputOptions,
  onRead: (records: PackedRecords) => void,
): AsyncGenerator<NumberedRecord, void, void> {
  const { records, isPage } = await readJsonDocument(source, { includeIneligible });
  onRead(records);
  if (isPage) onNotice?.('The list of users is one page of more (it ends with a pagination token)');
  yield* records.read();
}

function decideFormat(first: string, isWhole: boolean, line: number, options: InputOptions): RecordFormat {
  const { format = 'auto', usernameColumn } = options;
  if (format !== 'auto') return format;
  const recognised = recogniseFormat(first, isWhole);
  if (usernameColumn !== undefined && !/^[{[]/.test(first.trim())) return 'csv';
  if ('refusal' in recognised) throw unreadable(line, recognised.refusal);
  if (usernameColumn !== undefined) throw refusal('--username-column is for CSV, and the input is JSON');
  return recognised.format;
}

/** A generator that has been asked for its first item, from that item on. */
async function* resumed<Item>(first: IteratorResult<Item, void>, rest: AsyncGenerator<Item, void, void>) {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    // For a caller who wants no more than the first.
    await rest.return();
  }
}

/**
 * Opens a text in UTF-8: decides its format, reads up to its first record, and reads a JSON document to its end. A record
 * that cannot be read is an error among the records, and does not stop the others. All else is read only as fast as the
 * records are taken.
 *
 * @throws `RequestValidationError` for a text of which nothing is to be sent.
 */
export async function openRecords(source: Source, options: InputOptions = {}): Promise<RecordInput> {
  const { first, isWhole, line, body } = await readHead(source);
  const format = decideFormat(first, isWhole, line, options);
  const { includeIneligible = false } = options;
  const isGuess = (options.format ?? 'auto') === 'auto';
  let size: Pick<RecordInput, 'count' | 'withheld'> = { count: undefined, withheld: 0 };
  const readers: Record<RecordFormat, () => AsyncGenerator<NumberedRecord, void, void>> = {
    lines: () => readUsernames(readLines(body), { isGuess, splitsAtTabs: false }),
    text: () => readUsernames(readLines(body), { isGuess, splitsAtTabs: true }),
    ndjson: () => readJsonRecords(readLines(body), { includeIneligible }),
    csv: () => csvRecords(body, first, options),
    json: () =>
      documentRecords(body, options, ({ count, withheld }) => {
        size = { count, withheld };
      }),
  };
  const records = readers[format]();
  const begun = await records.next();
  return { format, ...size, first: begun.done ? undefined : begun.value, records: resumed(begun, records) };
}
