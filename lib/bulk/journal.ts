// What a batch needs of a journal; the one that is kept in a file is in the room journal/, for Node.
import type { JournalEntry, RecordOutcome } from './journal-entry.ts';
import { foldUsername, identityText, type RecordIdentity } from './record-identity.ts';
import { afterBegin, afterEnd, type Standing } from './standing.ts';

/** What became of a record in this run; `declined` where nobody wanted it to be sent. */
export interface Fate {
  readonly outcome: RecordOutcome | 'declined';
  /** The name of the error that it failed with. */
  readonly errorName?: string | undefined;
}

/** One record, as a journal knows it. */
export interface JournalRecord {
  /**
   * Of a record that was asked for before in this run: what becomes of the first one, once that is certain. It may never
   * settle where the run ends before. Nothing for the first one itself.
   */
  readonly first: Promise<Fate> | undefined;
  /** What became of it in earlier runs; `unknown` where it was begun and no more. */
  readonly known: JournalEntry | undefined;
  /** Whether a record whose username differs only in case or Unicode form is known, or was asked for before. */
  readonly isVariant: boolean;
  /** Resolves when it is durable that the record is about to be sent. */
  begin(): Promise<void>;
  /**
   * Resolves when it is noted how a request ended, so that it survives the end of the process, with what is known of the
   * record now: once `unknown`, it stays so until the service itself answers for that user.
   */
  end(entry: JournalEntry): Promise<JournalEntry>;
  /** Takes note of what became of the record, for those that are the same. To be called once for each first one. */
  finish(fate: Fate): void;
}

/** Remembers records, by what they ask for. */
export interface Journal {
  /** Takes note that a record was asked for. To be called in the order of the source. */
  find(identity: RecordIdentity): JournalRecord;
  /** Resolves when all is durable. */
  close(): Promise<void>;
}

/** What a journal belongs to, as far as it is named. One that belongs to others is refused. */
export interface JournalScope {
  readonly clientId: string | undefined;
  readonly userPoolId: string | undefined;
  readonly region: string | undefined;
  readonly endpointUrl: string | undefined;
}

/** How a journal is opened. */
export interface JournalOptions {
  readonly scope: JournalScope;
  /** Whether usernames are written as they are, beside their hashes. */
  readonly isPlain: boolean;
  /** Whether nothing is to be written, as nothing is sent. */
  readonly isReadOnly: boolean;
  /** Whether usernames that differ only in case or Unicode form are the same user. */
  readonly ignoreCase: boolean;
}

/** Opens a journal: one that is kept in a file, or without a path one that ends with the process. */
export type OpenJournal = (path: string | undefined, options: JournalOptions) => Promise<Journal>;

interface Seen {
  standing: Standing | undefined;
  fate?: Fate;
  tell?: (fate: Fate) => void;
  first?: Promise<Fate>;
}

function followed(seen: Seen): Promise<Fate> {
  if (seen.fate) return Promise.resolve(seen.fate);
  seen.first ??= new Promise((resolve) => {
    seen.tell = resolve;
  });
  return seen.first;
}

/** A journal that only knows what was asked for in this run. */
export function memoryJournal({ ignoreCase }: Pick<JournalOptions, 'ignoreCase'>): Journal {
  const seenByText = new Map<string, Seen>();
  const variants = new Set<string>();
  return {
    find(identity) {
      const { username } = identity;
      const folded = foldUsername(username);
      const foldedText = identityText({ ...identity, username: folded });
      const text = ignoreCase ? foldedText : identityText(identity);
      const known = seenByText.get(text);
      const isFirst = !known;
      const seen: Seen = known ?? { standing: undefined };
      const isVariant = !ignoreCase && isFirst && (variants.has(foldedText) || seenByText.has(foldedText));
      seenByText.set(text, seen);
      if (folded !== username && !ignoreCase) variants.add(foldedText);
      return {
        first: isFirst ? undefined : followed(seen),
        known: undefined,
        isVariant,
        async begin() {
          seen.standing = afterBegin(seen.standing);
        },
        async end(entry) {
          seen.standing = afterEnd(seen.standing, entry);
          return seen.standing;
        },
        finish(fate) {
          seen.fate = fate;
          seen.tell?.(fate);
        },
      };
    },
    close: async () => {},
  };
}
