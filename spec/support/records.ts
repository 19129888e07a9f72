// Standard input for specs.
import { type InputFormat, type InputOptions, openRecords } from '../../lib/cli/records/read-records.ts';
import { WithheldRecord } from '../../lib/cmdlet/withheld-record.ts';
import { RequestValidationError } from '../../lib/node.ts';

/** The bytes of parts, each a chunk of its own. */
export async function* chunksOf(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part;
}

/** A record as a spec compares it: of one that cannot be read, the error's message; of a withheld one, why. */
function told(record: unknown): unknown {
  if (record instanceof RequestValidationError) return record.message;
  return record instanceof WithheldRecord ? { withheld: record.Username, ...record.result } : record;
}

/** The records of a text, each after its line's number. */
export async function recordsOf(
  input: string | AsyncIterable<Uint8Array>,
  format?: InputFormat,
  options: InputOptions = {},
): Promise<[line: number, record: unknown][]> {
  const source = typeof input === 'string' ? chunksOf(input) : input;
  const { records } = await openRecords(source, { ...options, format });
  const list: [number, unknown][] = [];
  for await (const { line, record } of records) list.push([line, told(record)]);
  return list;
}
