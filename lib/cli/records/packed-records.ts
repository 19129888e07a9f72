// Records kept in as few bytes as they have: a million usernames as JavaScript strings would take twice the memory.

import { WithheldRecord } from '../../cmdlet/withheld-record.ts';
import { isObject } from '../../util/is-object.ts';
import type { NumberedRecord } from './record.ts';

const CHUNK_BYTES = 262_144;
const HEAD_BYTES = 8;

/** What is written of a withheld record, beside its username. */
const WHY = '\0why';

function encode(record: unknown): Buffer {
  if (!(record instanceof WithheldRecord)) return Buffer.from(JSON.stringify(record));
  const { result, Username } = record;
  return Buffer.from(JSON.stringify({ [WHY]: 'why' in result ? result.why : '', Username }));
}

function decode(json: string): unknown {
  const record: unknown = JSON.parse(json);
  if (!isObject(record) || !Object.hasOwn(record, WHY)) return record;
  return new WithheldRecord(record.Username, {
    ok: true,
    output: undefined,
    skipped: 'ineligible',
    why: `${record[WHY]}`,
  });
}

/** A list of records, which can be read once. */
export class PackedRecords {
  readonly #chunks: Buffer[] = [];
  #end = CHUNK_BYTES;
  #count = 0;

  /** How many records it was given. */
  get count(): number {
    return this.#count;
  }

  push({ line, record }: NumberedRecord): void {
    const bytes = encode(record);
    const size = HEAD_BYTES + bytes.length;
    let chunk = this.#chunks.at(-1);
    if (!chunk || this.#end + size > chunk.length) {
      // With an end that is there by itself: a length of 0.
      chunk = Buffer.alloc(Math.max(CHUNK_BYTES, size + HEAD_BYTES));
      this.#chunks.push(chunk);
      this.#end = 0;
    }
    chunk.writeUInt32LE(bytes.length, this.#end);
    chunk.writeUInt32LE(line, this.#end + 4);
    bytes.copy(chunk, this.#end + HEAD_BYTES);
    this.#end += size;
    this.#count++;
  }

  /** The records in order. What has been read is let go. */
  *read(): Generator<NumberedRecord, void, void> {
    for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) {
      let at = 0;
      while (at + HEAD_BYTES <= chunk.length) {
        const length = chunk.readUInt32LE(at);
        if (!length) break;
        const start = at + HEAD_BYTES;
        yield { line: chunk.readUInt32LE(at + 4), record: decode(chunk.toString('utf8', start, start + length)) };
        at = start + length;
      }
    }
  }
}
