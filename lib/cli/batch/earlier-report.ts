// The report of an earlier run, whose place a new one takes: what it says of a record that is skipped now is kept.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { cell, type Row, type RowFormat } from './report-row.ts';

/** The columns that an earlier run knew, and a later one does not. */
const KEPT = ['time', 'error', 'reason', 'medium', 'destination', 'requestId'] as const;

/** An earlier report, read side by side with the new one. */
export interface EarlierReport {
  /** The row of a skipped record, with what the earlier report says of the same record; must be asked for in order. */
  complete(row: Row): Promise<Row>;
  close(): void;
}

type Fields = Readonly<Record<string, string | null>>;

async function* fieldsIn(path: string, format: RowFormat): AsyncGenerator<Fields, void, void> {
  const file = createReadStream(path);
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      const fields = format.read(line);
      if (fields) yield fields;
    }
  } catch {
    // What cannot be read has nothing to add; the new report is written all the same.
  } finally {
    file.destroy();
  }
}

/** Opens the earlier report at `path`, which need not be there. Holds one row of it at a time, as both are in order. */
export function openEarlierReport(path: string, format: RowFormat): EarlierReport {
  const rows = fieldsIn(path, format);
  let current: IteratorResult<Fields, void> | undefined;

  const seek = async (index: number): Promise<Fields | undefined> => {
    current ??= await rows.next();
    while (!current.done && !(Number(current.value.index) >= index)) current = await rows.next();
    return current.done || Number(current.value.index) !== index ? undefined : current.value;
  };

  return {
    async complete(row) {
      const earlier = await seek(Number(row.index));
      const isSame = earlier !== undefined && [row.username, cell(row.username)].includes(earlier.username ?? '');
      if (!isSame) return row;
      return { ...row, ...Object.fromEntries(KEPT.map((column) => [column, earlier[column] ?? row[column]])) };
    },
    close() {
      void rows.return();
    },
  };
}
