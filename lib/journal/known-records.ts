// What is known of records: from earlier runs, and from this one.
import { createHmac, type KeyObject } from 'node:crypto';
import type { Fate } from '../bulk/journal.ts';
import type { JournalEntry } from '../bulk/journal-entry.ts';
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

/** What is known of whoever may have been in lines that are missing. */
const LOST: Standing = { outcome: 'unknown', isDoubtful: true };

/** An empty table of what is known; where lines are missing, it knows of everybody that a code may have gone out. */
export function knownRecords(isIncomplete = false) {
  const table = hashTable();
  let others = isIncomplete ? LOST : undefined;
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
    /** Takes note that lines are missing: they may have told anything but that nobody was sent a code. */
    loseTrack(): void {
      others = LOST;
      table.replaceAll((value) => {
        const known = standingOf(knownIn(value));
        return !known || known.outcome === 'accepted' ? value : numberOf(LOST) * FLAGS + (value % FLAGS);
      });
    },
    /** All records, and what is known of each. */
    *standings(): Generator<readonly [hash: Buffer, standing: Standing], void, void> {
      for (const [hash, value] of table.entries()) {
        const standing = standingOf(entryOf(Math.floor(value / FLAGS)));
        if (standing) yield [hash, standing];
      }
    },
  };
}

/** A table of what is known. */
export type KnownRecords = ReturnType<typeof knownRecords>;
