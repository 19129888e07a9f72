// Records kept in as few bytes as they have: a million usernames as JavaScript strings would take twice the memory.
import { WithheldRecord } from '../../cmdlet/withheld-record.ts';
import { isObject } from '../../util/is-object.ts';
import type { NumberedRecord } from './record.ts';

const CHUNK_BYTES = 262_144;
/** The most that two numbers take. */
const HEAD_BYTES = 10;

/** What is written of a withheld record, beside its username. */
const WHY = '\0why';

function encode(record: unknown): Buffer {
  if (typeof record === 'string') return Buffer.from(record);
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

/** Writes a whole number, 7 bits a byte, the lowest first; returns where it ends. */
function writeNumber(chunk: Buffer, number: number, start: number): number {
  let at = start;
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) chunk[at++] = (rest % 128) + 128;
  chunk[at++] = rest;
  return at;
}

function readNumber(chunk: Buffer, start: number): { readonly number: number; readonly end: number } {
  let number = 0;
  let weight = 1;
  for (let at = start; ; at++) {
    const byte = chunk[at] ?? 0;
    number += (byte % 128) * weight;
    if (byte < 128) return { number, end: at + 1 };
    weight *= 128;
  }
}

/** A list of records, which can be read once. */
export class PackedRecords {
  readonly #chunks: { readonly bytes: Buffer; end: number }[] = [];
  #count = 0;
  #withheld = 0;
  #line = 0;

  /** How many records it was given. */
  get count(): number {
    return this.#count;
  }

  /** How many of them are withheld. */
  get withheld(): number {
    return this.#withheld;
  }

  /** Adds a record, whose line is not before that of the last one. */
  push({ line, record }: NumberedRecord): void {
    const body = encode(record);
    const size = HEAD_BYTES + body.length;
    let chunk = this.#chunks.at(-1);
    if (!chunk || chunk.end + size > chunk.bytes.length) {
      chunk = { bytes: Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, size)), end: 0 };
      this.#chunks.push(chunk);
    }
    const { bytes, end } = chunk;
    const start = writeNumber(bytes, body.length * 2 + Number(typeof record === 'string'), end);
    const at = writeNumber(bytes, line - this.#line, start);
    body.copy(bytes, at);
    chunk.end = at + body.length;
    this.#line = line;
    this.#count++;
    if (record instanceof WithheldRecord) this.#withheld++;
  }

  /** The records in order. What has been read is let go. */
  *read(): Generator<NumberedRecord, void, void> {
    let line = 0;
    for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) {
      const { bytes, end } = chunk;
      for (let at = 0; at < end; ) {
        const kind = readNumber(bytes, at);
        const step = readNumber(bytes, kind.end);
        at = step.end + Math.floor(kind.number / 2);
        const text = bytes.toString('utf8', step.end, at);
        line += step.number;
        yield { line, record: kind.number % 2 ? text : decode(text) };
      }
    }
  }
}
