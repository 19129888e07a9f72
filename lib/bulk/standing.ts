// What is known of a record, from event to event. Both the run that writes a journal and the one that reads it decide by
// this.
import { isThrottlingName } from '../errors/names.ts';
import type { JournalEntry } from './journal-entry.ts';

/** What is known of a record at one moment. */
export interface Standing extends JournalEntry {
  /** Whether a code may have gone out in a call that has ended: only the service's answer for that user settles it. */
  readonly isDoubtful?: boolean;
}

/** Whether the service itself said what became of that user, and not only that there is a limit. */
function isAnswer({ outcome, errorName = '' }: JournalEntry): boolean {
  if (outcome === 'accepted') return true;
  return outcome === 'rejected' && !isThrottlingName(errorName) && errorName !== 'LimitExceededException';
}

/** What is known once a request is about to go out: nothing, until its end is noted. */
export function afterBegin(standing: Standing | undefined): Standing {
  // Of an earlier call it was never noted how it ended, or it ended without an answer.
  if (standing?.outcome === 'unknown') return { ...standing, isDoubtful: true };
  return { outcome: 'unknown' };
}

/** What is known once a request has ended with `entry`. */
export function afterEnd(standing: Standing | undefined, entry: JournalEntry): Standing {
  if (isAnswer(entry)) return entry;
  if (entry.outcome === 'unknown') return { ...entry, isDoubtful: true };
  // That nothing was sent now says nothing of what was sent before.
  return standing?.isDoubtful ? standing : { ...entry, outcome: 'not-sent' };
}
