// What is known of records: from earlier runs, and from this one.
import { createHmac, type KeyObject } from 'node:crypto';
import type { Fate, JournalEntry } from '../bulk/journal.ts';
import { afterBegin, afterEnd, type Standing } from '../bulk/standing.ts';
import type { EventKind } from './format.ts';
import { HASH_BYTES, hashTable } from './hash-table.ts';

/** The hash of a text, for which one needs the key. */
export function keyedHash(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, HASH_BYTES);
}

// A number has three bits of its own: whether this run has asked for the record, whether it has finished it, and whether
// a variant of it was asked for. The rest numbers what is known.
const ASKED = 1;
const FINISHED = 2;
const VARIANT = 4;
const FLAGS = 8;
const MOST_ENTRIES = 2 ** 16 / FLAGS;
// Enough for each outcome without a name.
const RESERVED = 16;

type Known = Fate & Pick<Standing, 'isDoubtful'>;

/** Numbers what can be known: there are few kinds, those of one outcome and one error's name. */
function numbering() {
  const entries: (Known | undefined)[] = [undefined];
  const numbers = new Map<string, number>();

  const numberOf = ({ outcome, errorName, isDoubtful }: Known): number => {
    const key = JSON.stringify([outcome, errorName, isDoubtful]);
    const known = numbers.get(key);
    if (known) return known;
    // Names come from the service, and could be many: then the entry is known by its outcome alone.
    if (errorName && entries.length > MOST_ENTRIES - RESERVED) {
      return numberOf({ outcome, ...(isDoubtful && { isDoubtful }) });
    }
    const number = entries.push({ outcome, ...(errorName && { errorName }), ...(isDoubtful && { isDoubtful }) }) - 1;
    numbers.set(key, number);
    return number;
  };

  return { numberOf, entryOf: (number: number): Known | undefined => entries[number] };
}

const standingOf = (known: Known | undefined): Standing | undefined =>
  known && known.outcome !== 'declined' ? { ...known, outcome: known.outcome } : undefined;

/** What this run has done with a record before it asks for it. */
export interface Asked {
  readonly isFirst: boolean;
  /** What became of it in this run, where that is certain. */
  readonly fate: Fate | undefined;
  /** What is known of it from earlier runs. */
  readonly known: JournalEntry | undefined;
}

/** An empty table of what is known; `others` is what is known of every record that it does not have. */
export function knownRecords(others?: JournalEntry) {
  const table = hashTable();
  const { numberOf, entryOf } = numbering();
  const knownIn = (value: number): Known | undefined => entryOf(Math.floor(value / FLAGS)) ?? others;

  const put = (hash: Buffer, known: Known, flag = 0): void =>
    table.set(hash, numberOf(known) * FLAGS + ((table.get(hash) % FLAGS) | flag));

  return {
    /** Takes note of what happened to a record, and tells what is known of it now. */
    learn(hash: Buffer, event: EventKind, errorName?: string): Standing {
      const before = standingOf(knownIn(table.get(hash)));
      const entry = event === 'begin' ? undefined : { outcome: event, ...(errorName && { errorName }) };
      const after = entry ? afterEnd(before, entry) : afterBegin(before);
      put(hash, after);
      return after;
    },
    /** Asks for a record; from now on, this run has asked for it. */
    ask(hash: Buffer): Asked {
      const value = table.get(hash);
      table.set(hash, value | ASKED);
      const known = knownIn(value);
      const isFirst = !(value & ASKED);
      return { isFirst, fate: value & FINISHED ? known : undefined, known: isFirst ? standingOf(known) : undefined };
    },
    /** Takes note of what became of a record in this run. */
    finish(hash: Buffer, { outcome, errorName }: Fate): void {
      const standing = standingOf(knownIn(table.get(hash)));
      const isDoubtful = standing?.isDoubtful === true && outcome === 'unknown';
      put(hash, { outcome, errorName, ...(isDoubtful && { isDoubtful }) }, FINISHED);
    },
    /** Whether this run has asked for a record, or for a variant of it, or knows it from earlier runs. */
    isKnown: (hash: Buffer): boolean => table.get(hash) !== 0,
    /** Whether a variant of a record was asked for. */
    hasVariant: (hash: Buffer): boolean => (table.get(hash) & VARIANT) !== 0,
    /** Takes note that a variant of a record was asked for. */
    addVariant: (hash: Buffer): void => table.set(hash, table.get(hash) | VARIANT),
    /** How many records there are of which the same is known. */
    counts(): ReadonlyMap<Standing, number> {
      const counts = new Map<number, number>();
      for (const value of table.values()) {
        const number = Math.floor(value / FLAGS);
        counts.set(number, (counts.get(number) ?? 0) + 1);
      }
      return new Map(
        [...counts].flatMap(([number, count]) => {
          const standing = standingOf(entryOf(number));
          return standing ? [[standing, count] as const] : [];
        }),
      );
    },
  };
}

/** A table of what is known. */
export type KnownRecords = ReturnType<typeof knownRecords>;
