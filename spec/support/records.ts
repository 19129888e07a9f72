// Standard input for specs.
import { type InputFormat, readRecords } from '../../lib/cli/records/read-records.ts';
import { RequestValidationError } from '../../lib/node.ts';

/** The bytes of parts, each a chunk of its own. */
export async function* chunksOf(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part;
}

/** The records of a text, each after its line's number; of those that cannot be read, their errors' messages. */
export async function recordsOf(
  input: string | AsyncIterable<Uint8Array>,
  format?: InputFormat,
): Promise<[line: number, record: unknown][]> {
  const records: [number, unknown][] = [];
  for await (const { line, record } of readRecords(typeof input === 'string' ? chunksOf(input) : input, format)) {
    records.push([line, record instanceof RequestValidationError ? record.message : record]);
  }
  return records;
}
