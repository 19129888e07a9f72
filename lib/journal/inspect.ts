// Tells what a journal holds, and makes a sound one of a corrupt one.
import { constants, open, realpath, rm, stat } from 'node:fs/promises';
import type { InspectJournal, JournalInspection, Salvage, SalvageJournal } from '../bulk/inspect-journal.ts';
import type { RecordOutcome } from '../bulk/journal-entry.ts';
import { isSentAgain } from '../bulk/skip.ts';
import type { Standing } from '../bulk/standing.ts';
import { openRegularFile } from '../util/node/text-file.ts';
import { unreadable, unusable } from './failures.ts';
import { type Event, headerContent, lineWriter } from './format.ts';
import { lock } from './lock.ts';
import { type Content, readJournal } from './read-journal.ts';
import { syncFolder } from './sync-folder.ts';

const EVENTS_PER_LINE = 1_000;

const PLAIN = {};
const RETRY_UNKNOWN = { retryUnknown: true };
const RETRY_REJECTED = { retryRejected: true };

function count(standings: Iterable<readonly [hash: Buffer, standing: Standing]>) {
  const outcomes: Record<RecordOutcome, number> = { accepted: 0, rejected: 0, 'not-sent': 0, unknown: 0 };
  const errors: Record<string, number> = Object.create(null);
  const rerun = { sends: 0, retryUnknown: 0, retryRejected: 0 };
  for (const [, standing] of standings) {
    const { outcome, errorName } = standing;
    outcomes[outcome]++;
    if (errorName) errors[errorName] = (errors[errorName] ?? 0) + 1;
    if (isSentAgain(standing, PLAIN)) rerun.sends++;
    else if (isSentAgain(standing, RETRY_UNKNOWN)) rerun.retryUnknown++;
    else if (isSentAgain(standing, RETRY_REJECTED)) rerun.retryRejected++;
  }
  const records = Object.values(outcomes).reduce((sum, each) => sum + each, 0);
  return { records, outcomes, errors, rerun };
}

function inspectionOf(path: string, { header, records, corruptLine, isTorn }: Content): JournalInspection {
  return {
    path,
    isIntact: corruptLine === undefined,
    ...(corruptLine !== undefined && { corruptLine }),
    isTorn,
    isIncomplete: header?.isIncomplete ?? false,
    ignoreCase: header?.ignoreCase ?? false,
    ...count(records.standings()),
  };
}

async function readFileAt(path: string): Promise<Content> {
  const file = await openRegularFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    return await readJournal(path, file);
  } finally {
    await file.close();
  }
}

/** See `InspectJournal`. */
export const inspectJournal: InspectJournal = async (path) => inspectionOf(path, await readFileAt(path));

/** The events that stand for what is known, some thousand at a time. */
function* eventLines({ records }: Content): Generator<readonly Event[], void, void> {
  let events: Event[] = [];
  for (const [hash, { outcome, errorName }] of records.standings()) {
    const id = hash.toString('base64url');
    events.push(errorName ? [outcome, id, errorName] : [outcome, id]);
    if (events.length < EVENTS_PER_LINE) continue;
    yield events;
    events = [];
  }
  if (events.length) yield events;
}

async function writeJournal(path: string, content: Content): Promise<void> {
  const { header, lostLines } = content;
  if (!header) throw unusable(path, 'would be empty', 'Start a new journal.');
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    const toLine = lineWriter();
    await file.appendFile(toLine(headerContent({ ...header, isIncomplete: header.isIncomplete || lostLines > 0 })));
    for (const events of eventLines(content)) await file.appendFile(toLine(events));
    await file.sync();
    await file.close();
  } catch (error) {
    // Half a journal would be taken for a whole one.
    await file.close();
    await rm(path);
    throw error;
  }
  await syncFolder(path);
}

/** See `SalvageJournal`. */
export const salvageJournal: SalvageJournal = async (path, newPath): Promise<Salvage> => {
  const source = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  // No run may go on with the old journal in the meantime.
  const unlock = await lock(await realpath(path), source);
  try {
    const content = await readFileAt(path);
    await writeJournal(newPath, content).catch((cause: unknown) => {
      throw Object(cause).code === 'EEXIST'
        ? unusable(newPath, 'exists already', 'Give the path of a new file.', cause)
        : cause;
    });
    return { journal: await inspectJournal(newPath), lostLines: content.lostLines };
  } finally {
    await unlock();
  }
};
