// What is known of each record, by its hash, in 20 to 40 bytes per record: a Map of texts would take a hundred.

/** The bytes of a hash that tell it from all others: two among a million share them with a chance of 1 in 10^17. */
export const HASH_BYTES = 12;

const WORDS = HASH_BYTES / 4;
type Words = readonly [first: number, second: number, third: number];
const MOST_LOAD = 0.7;

/** A table from hashes to numbers from 1 to 65,535; 0 stands for a hash that it does not have. */
export function hashTable(initialCapacity = 1_024) {
  let capacity = initialCapacity;
  let size = 0;
  let words = new Uint32Array(capacity * WORDS);
  let values = new Uint16Array(capacity);

  /** Where a hash stands, or would have to. The hash is random, so that its first word spreads entries evenly. */
  const slotOf = ([first, second, third]: Words): number => {
    const mask = capacity - 1;
    for (let slot = first & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (!values[slot] || (words[at] === first && words[at + 1] === second && words[at + 2] === third)) return slot;
    }
  };

  const hashAt = (slot: number): Buffer => {
    const hash = Buffer.alloc(HASH_BYTES);
    for (let word = 0; word < WORDS; word++) hash.writeUInt32LE(words[slot * WORDS + word] ?? 0, word * 4);
    return hash;
  };

  const put = (hash: Words, value: number): void => {
    const slot = slotOf(hash);
    if (!values[slot]) size++;
    words.set(hash, slot * WORDS);
    values[slot] = value;
  };

  const grow = (): void => {
    const [oldWords, oldValues] = [words, values];
    capacity *= 2;
    size = 0;
    words = new Uint32Array(capacity * WORDS);
    values = new Uint16Array(capacity);
    for (const [slot, value] of oldValues.entries()) {
      const [first = 0, second = 0, third = 0] = oldWords.subarray(slot * WORDS, (slot + 1) * WORDS);
      if (value) put([first, second, third], value);
    }
  };

  return {
    get: (hash: Buffer): number => values[slotOf(wordsOf(hash))] ?? 0,
    /** All hashes with their numbers, in no order. */
    *entries(): Generator<readonly [hash: Buffer, value: number], void, void> {
      for (const [slot, value] of values.entries()) if (value) yield [hashAt(slot), value];
    },
    /** Replaces the number of each hash; none becomes 0. */
    replaceAll(replace: (value: number) => number): void {
      for (const [slot, value] of values.entries()) if (value) values[slot] = replace(value);
    },
    set(hash: Buffer, value: number): void {
      put(wordsOf(hash), value);
      if (size > capacity * MOST_LOAD) grow();
    },
  };
}

function wordsOf(hash: Buffer): Words {
  return [hash.readUInt32LE(0), hash.readUInt32LE(4), hash.readUInt32LE(8)];
}
