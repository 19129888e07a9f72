// What is known of each record, by its hash, in 13 to 26 bytes per record: a Map of texts would take a hundred.

/** The bytes of a hash that tell it from all others: two among a million share them with a chance of 1 in 10^17. */
export const HASH_BYTES = 12;

const WORDS = HASH_BYTES / 4;
const MOST_LOAD = 0.7;

/** A table from hashes to numbers from 1 to 255; 0 stands for a hash that it does not have. */
export function hashTable(initialCapacity = 1_024) {
  let capacity = initialCapacity;
  let size = 0;
  let words = new Uint32Array(capacity * WORDS);
  let values = new Uint8Array(capacity);

  /** Where a hash stands, or would have to. The hash is random, so its first word is as good as any. */
  const slotOf = (hash: readonly number[]): number => {
    let slot = (hash[0] ?? 0) & (capacity - 1);
    while (values[slot] && hash.some((word, index) => words[slot * WORDS + index] !== word)) {
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  };

  const put = (hash: readonly number[], value: number): void => {
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
    values = new Uint8Array(capacity);
    for (const [slot, value] of oldValues.entries()) {
      if (value) put([...oldWords.subarray(slot * WORDS, (slot + 1) * WORDS)], value);
    }
  };

  return {
    get: (hash: Uint8Array): number => values[slotOf(wordsOf(hash))] ?? 0,
    set(hash: Uint8Array, value: number): void {
      put(wordsOf(hash), value);
      if (size > capacity * MOST_LOAD) grow();
    },
  };
}

function wordsOf(hash: Uint8Array): number[] {
  const view = new DataView(hash.buffer, hash.byteOffset, HASH_BYTES);
  return Array.from({ length: WORDS }, (_word, index) => view.getUint32(index * 4));
}
