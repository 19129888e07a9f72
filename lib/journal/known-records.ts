// What is known of records: from earlier runs, and from this one.
import { createHmac, type KeyObject } from 'node:crypto';
import type { JournalEntry } from '../bulk/journal.ts';
import { HASH_BYTES, hashTable } from './hash-table.ts';

// What a byte can number beside a bit of its own.
const MOST_ENTRIES = 127;

/** The hash of a text, for which one needs the key. */
export function keyedHash(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, HASH_BYTES);
}

/** An empty table of what is known. */
export function knownRecords() {
  const table = hashTable();
  // There are few kinds of entries: those of one outcome, and of one error's name.
  const entries: (JournalEntry | undefined)[] = [undefined];
  const numbers = new Map<string, number>();

  const numberOf = ({ outcome, errorName }: JournalEntry): number => {
    const key = JSON.stringify([outcome, errorName]);
    const known = numbers.get(key);
    if (known) return known;
    // Names come from the service, and could be many: then the entry is known by its outcome alone.
    if (errorName && entries.length > MOST_ENTRIES - 4) return numberOf({ outcome });
    const number = entries.push({ outcome, ...(errorName && { errorName }) }) - 1;
    numbers.set(key, number);
    return number;
  };

  return {
    /** Remembers what became of a record, of which this run has not asked yet. */
    learn(hash: Buffer, entry: JournalEntry): void {
      table.set(hash, numberOf(entry) * 2);
    },
    /** Whether this run has asked for a record before, and what is known of it. From now on, it has asked. */
    ask(hash: Buffer): { readonly isDuplicate: boolean; readonly known: JournalEntry | undefined } {
      const value = table.get(hash);
      if (!(value % 2)) table.set(hash, value + 1);
      return { isDuplicate: value % 2 === 1, known: entries[value >> 1] };
    },
  };
}

/** A table of what is known. */
export type KnownRecords = ReturnType<typeof knownRecords>;
