// What a batch needs of a journal; the one that is kept in a file is in the room journal/, for Node.
import type { Outcome } from '../errors.ts';

/** What became of a record. */
export type RecordOutcome = 'accepted' | Outcome;

/** What a journal remembers of a record. */
export interface JournalEntry {
  readonly outcome: RecordOutcome;
  /** The name of the error that it failed with. */
  readonly errorName?: string | undefined;
}

/** Remembers what became of records, by what they ask for. */
export interface Journal {
  /** What became of a record in this or an earlier run; `unknown` where it was begun and no more. */
  find(identity: string): JournalEntry | undefined;
  /** Resolves when it is durable that the record is about to be sent. */
  begin(identity: string): Promise<void>;
  /** Notes what became of it. */
  end(identity: string, entry: JournalEntry): void;
  /** Resolves when all is durable. */
  close(): Promise<void>;
}

/** How a journal is opened. */
export interface JournalOptions {
  /** What the journal belongs to: client, pool and endpoint. One that belongs to others is refused. */
  readonly scope: string;
  /** Whether usernames stand in it as they are. */
  readonly isPlain: boolean;
  /** Whether nothing is to be written, as nothing is sent. */
  readonly isReadOnly: boolean;
}

/** Opens a journal that is kept in a file. */
export type OpenJournal = (path: string, options: JournalOptions) => Promise<Journal>;
