// What can be told of a journal's file without a run. The work is done in the room journal/, for Node.
import { ConfigurationError } from '../errors/errors.ts';
import type { RecordOutcome } from './journal-entry.ts';

/** How many records of a journal have an outcome, and what a run with the same journal would do with them. */
export interface JournalInspection {
  /** The path that was given. */
  readonly path: string;
  /** Whether a run would take the journal as it is. */
  readonly isIntact: boolean;
  /** The first line that is corrupt, from 1; absent where the journal is intact. */
  readonly corruptLine?: number | undefined;
  /** Whether the last line was torn off by a crash, which a run cuts away. */
  readonly isTorn: boolean;
  /** Whether lines are missing: whoever is not in the journal may have been sent a code. */
  readonly isIncomplete: boolean;
  /** Whether usernames that differ only in case or Unicode form are the same user. */
  readonly ignoreCase: boolean;
  /** How many records it holds. */
  readonly records: number;
  /** How many of them ended how; `unknown` are also those that were begun and no more. */
  readonly outcomes: Readonly<Record<RecordOutcome, number>>;
  /** The names of the errors in which they ended, and how many in each. */
  readonly errors: Readonly<Record<string, number>>;
  /** How many of them the next run would send: without further options, and what each option adds. */
  readonly rerun: { readonly sends: number; readonly retryUnknown: number; readonly retryRejected: number };
}

/** What became of a journal that was corrupt. */
export interface Salvage {
  /** The new journal, as it was written. */
  readonly journal: JournalInspection;
  /** How many lines of the corrupt one could not be relied on. */
  readonly lostLines: number;
}

/**
 * Reads a journal's file, and tells what it holds. Writes nothing, and may be called while a run uses the journal.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when the file cannot be read, or is not a journal; on the web
 * `ERR_CONFIGURATION_PLATFORM`.
 */
export type InspectJournal = (path: string) => Promise<JournalInspection>;

/**
 * Writes a new, sound journal with everything that a corrupt one still tells for certain. All else is unknown in it, also
 * whoever is not in it at all: a run sends to them only with `retryUnknown`.
 *
 * @param path - the corrupt journal, which stays as it is.
 * @param newPath - the new one; there must be no such file yet.
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when one of them cannot be used, or the first line is corrupt,
 * without which no record can be recognised; on the web `ERR_CONFIGURATION_PLATFORM`.
 */
export type SalvageJournal = (path: string, newPath: string) => Promise<Salvage>;

const notHere = async (): Promise<never> => {
  throw new ConfigurationError('A journal is a file, and works on Node only', { code: 'ERR_CONFIGURATION_PLATFORM' });
};

/** {@inheritDoc InspectJournal} */
export const inspectJournal: InspectJournal = notHere;
/** {@inheritDoc SalvageJournal} */
export const salvageJournal: SalvageJournal = notHere;
