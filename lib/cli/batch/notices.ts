// What is to be said before the first record is sent.
import type { Arguments } from '../arguments.ts';

/** Told before the first record is sent in a run without a journal. */
export const NO_JOURNAL =
  'No --journal is given: if this run ends early, the same command sends codes again to users who already got one.';

/** Flags that have no effect as they are given, in sentences. */
export function noticesOf({ batch }: Arguments): readonly string[] {
  if (batch.journal) return [];
  const idle = [
    batch.journalPlain && '--journal-plain',
    batch.retryUnknown && '--retry-unknown',
    batch.retryRejected && '--retry-rejected',
  ].filter((flag) => typeof flag === 'string');
  return idle.map((flag) => `${flag} has no effect without --journal`);
}
