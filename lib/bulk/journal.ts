// What a batch needs of a journal; the one that is kept in a file is in the room journal/, for Node.
import type { Outcome } from '../errors/codes.ts';

/** What became of a record. */
export type RecordOutcome = 'accepted' | Outcome;

/** What a journal remembers of a record. */
export interface JournalEntry {
  /** `not-sent` where it is certain that the next run may send it. */
  readonly outcome: RecordOutcome;
  /** The name of the error that it failed with. */
  readonly errorName?: string | undefined;
}

/** One record, as a journal knows it. */
export interface JournalRecord {
  /** Whether the same one was asked for before in this run. */
  readonly isDuplicate: boolean;
  /** What became of it in earlier runs; `unknown` where it was begun and no more. */
  readonly known: JournalEntry | undefined;
  /** Resolves when it is durable that the record is about to be sent. */
  begin(): Promise<void>;
  /** Resolves when it is noted what became of it: that survives the end of the process. */
  end(entry: JournalEntry): Promise<void>;
}

/** Remembers records, by what they ask for. */
export interface Journal {
  /** Takes note that a record was asked for: `clientId` and `username` are all that tells it from others. */
  find(clientId: string | undefined, username: string): JournalRecord;
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
}

/** Opens a journal: one that is kept in a file, or without a path one that ends with the process. */
export type OpenJournal = (path: string | undefined, options: JournalOptions) => Promise<Journal>;

/** A journal that only knows what was asked for in this run. */
export function memoryJournal(): Journal {
  const seen = new Set<string>();
  return {
    find(clientId, username) {
      const identity = JSON.stringify([clientId, username]);
      const isDuplicate = seen.has(identity);
      seen.add(identity);
      return { isDuplicate, known: undefined, begin: async () => {}, end: async () => {} };
    },
    close: async () => {},
  };
}
