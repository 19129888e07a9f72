// What is to be said before the first record is sent.
import type { Arguments } from '../arguments.ts';

/** Flags that have no effect as they are given, in sentences. */
export function noticesOf({ batch }: Arguments): readonly string[] {
  if (batch.journal) return [];
  const idle = [batch.journalPlain && '--journal-plain', batch.retryUnknown && '--retry-unknown'].filter(
    (flag) => typeof flag === 'string',
  );
  return idle.map((flag) => `${flag} has no effect without --journal`);
}
