// Records out of standard input, in one of three formats.
import { columnOf, isTypeLine, readCsvRecords } from './csv-records.ts';
import { readJsonRecords } from './json.ts';
import { type Line, readLines } from './lines.ts';
import { type NumberedRecord, unreadable } from './record.ts';

/** How records are written; `auto` is decided by the first line. */
export type InputFormat = 'auto' | 'lines' | 'ndjson' | 'csv';

async function* readUsernames(lines: AsyncIterable<Line>): AsyncGenerator<NumberedRecord, void, void> {
  for await (const { number, text, problem } of lines) {
    if (problem) yield { line: number, record: unreadable(number, problem) };
    else if (text.trim()) yield { line: number, record: text };
  }
}

const readers = { lines: readUsernames, ndjson: readJsonRecords, csv: readCsvRecords };

/**
 * The format that a first line shows: CSV, if it looks like a header; NDJSON, if it begins like JSON; else usernames.
 * What looks like a broken form of the former two is taken for them, so that it is refused and not sent as a username.
 */
export function detectFormat(first: string): keyof typeof readers {
  const titles = first.split(/[,;\t]/).map((title) => columnOf(title.replace(/^"(.*)"$/, '$1')));
  if (isTypeLine(first)) return 'csv';
  if (titles.length > 1 ? titles.some((column) => column) : titles[0]?.name === 'Username') return 'csv';
  if (/^\s*[{["]/.test(first)) return 'ndjson';
  // Columns of somebody else's are not to be sent as usernames.
  return titles.length > 1 ? 'csv' : 'lines';
}

/** The first line that is not blank, and the lines from there on. */
async function startOf(lines: AsyncGenerator<Line, void, void>): Promise<[text: string, lines: AsyncIterable<Line>]> {
  let first = await lines.next();
  while (!first.done && !first.value.problem && !first.value.text.trim()) first = await lines.next();
  const line = first.value;
  async function* from(): AsyncGenerator<Line, void, void> {
    try {
      if (line) yield line;
      yield* lines;
    } finally {
      // For a caller who wants no more than the first.
      await lines.return();
    }
  }
  return [line?.text ?? '', from()];
}

/**
 * The records of a text in UTF-8. A record that cannot be read is an error among them, and does not stop the others.
 * Reads only as fast as its records are taken.
 *
 * @throws `RequestValidationError` for a text of which nothing can be understood.
 */
export async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  format: InputFormat = 'auto',
): AsyncGenerator<NumberedRecord, void, void> {
  const [first, lines] = await startOf(readLines(source));
  yield* readers[format === 'auto' ? detectFormat(first) : format](lines);
}
