// The report of an earlier run, whose place a new one takes: what it says of records that are skipped now, or that the new
// run did not come to, is kept.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { cell, type Row, type RowFormat } from './report-row.ts';

/** The columns that an earlier run knew, and a later one does not. */
const KEPT = ['time', 'error', 'reason', 'medium', 'destination', 'requestId'] as const;

/** An earlier report, read side by side with the new one. */
export interface EarlierReport {
  /** Must be given each row, in order; brings that of a skipped record with what the earlier report says of it. */
  complete(row: Row): Promise<Row>;
  /** The lines about records that come after all that were given; none where the report is about another input. */
  rest(): AsyncIterable<string>;
  close(): void;
}

interface EarlierRow {
  readonly line: string;
  readonly fields: Readonly<Record<string, string | null>>;
}

async function* rowsIn(path: string, format: RowFormat): AsyncGenerator<EarlierRow, void, void> {
  const file = createReadStream(path);
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      const fields = format.read(line);
      // A line with the names of columns has no number.
      if (Number.isInteger(Number(fields?.index ?? '.')) && fields) yield { line, fields };
    }
  } catch {
    // What cannot be read has nothing to add; the new report is written all the same.
  } finally {
    file.destroy();
  }
}

async function* noRows(): AsyncGenerator<EarlierRow, void, void> {}

/** Opens the earlier report at `path`, where there may be one. Holds one row of it at a time, as both are in order. */
export function openEarlierReport(path: string | undefined, format: RowFormat): EarlierReport {
  const rows = path === undefined ? noRows() : rowsIn(path, format);
  let current: IteratorResult<EarlierRow, void> | undefined;
  let known = 0;
  let others = 0;

  const seek = async (index: number): Promise<EarlierRow | undefined> => {
    current ??= await rows.next();
    while (!current.done && Number(current.value.fields.index) < index) current = await rows.next();
    return current.done || Number(current.value.fields.index) !== index ? undefined : current.value;
  };

  return {
    async complete(row) {
      const earlier = await seek(Number(row.index));
      if (!earlier) return row;
      const { fields } = earlier;
      const isSame = [cell(row.username), row.username].includes(fields.username ?? '');
      if (isSame) known++;
      else others++;
      if (!isSame || row.outcome !== 'skipped') return row;
      return { ...row, ...Object.fromEntries(KEPT.map((column) => [column, fields[column] ?? row[column]])) };
    },
    async *rest() {
      if (!current || current.done || others || !known) return;
      // The current row may be the last one that was given.
      for (let next = await rows.next(); !next.done; next = await rows.next()) yield next.value.line;
    },
    close() {
      void rows.return();
    },
  };
}
