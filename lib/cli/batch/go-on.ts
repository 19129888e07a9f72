// How to go on after a run, in sentences.
import { formatCount } from './duration.ts';
import type { Counted } from './summary.ts';

/** What decides how to go on. */
export interface Situation {
  readonly counted: Counted;
  /** The line at which the last record with a result begins, where that is known. */
  readonly line: number | undefined;
  /** Whether the run ended before its input did. */
  readonly isCutShort: boolean;
  readonly hasJournal: boolean;
  readonly isDryRun: boolean;
}

const times = (count: number, one: string, many: string): string => `${formatCount(count)} ${count === 1 ? one : many}`;

/** How a run goes on that ended before its input did. */
function afterTheCut({ counted, hasJournal, line }: Situation): string {
  const { accepted, rejected, unknown } = counted.kinds;
  const sent = accepted + rejected + unknown;
  if (hasJournal) {
    const again = 'Run the same command again: it skips the records that are done, and sends the others.';
    // Hardly a setting that all records share was right.
    return accepted + unknown ? again : `${again} With another client ID or endpoint, give a new journal.`;
  }
  if (!sent) return 'Run the same command again: nobody was sent a code.';
  const again = `Without --journal, the same command sends again to ${times(sent, 'record that was', 'records that were')} sent`;
  const rest = line === undefined ? 'remove these records' : `remove the records up to line ${formatCount(line)}`;
  return `${again}: ${rest} from the input, try the rest with --limit 10, and give --journal FILE from now on.`;
}

/** What is left to do, in sentences; empty where nothing is. */
export function howToGoOn(situation: Situation): readonly string[] {
  const { counted, isCutShort, hasJournal, isDryRun } = situation;
  const { unknown, 'not-sent': notSent } = counted.kinds;
  if (isDryRun) return ['Run the same command without --dry-run to send.'];
  const unknowns = unknown + (counted.skipped.get('unknown') ?? 0);
  const sentences: readonly (readonly [applies: boolean, sentence: string])[] = [
    [isCutShort, afterTheCut(situation)],
    [
      !isCutShort && hasJournal && notSent > 0,
      `Run the same command again: it sends to the ${times(notSent, 'record that was', 'records that were')} not sent.`,
    ],
    [
      unknowns > 0,
      `A code may have been sent to the ${times(unknowns, 'user whose outcome is', 'users whose outcome is')} unknown; the results list them. Ask them first${hasJournal ? '; --retry-unknown sends another code' : ''}.`,
    ],
  ];
  return sentences.filter(([applies]) => applies).map(([, sentence]) => sentence);
}
