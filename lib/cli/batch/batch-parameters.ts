import type { BatchParameters } from '../../node.ts';
import type { Arguments } from '../arguments.ts';

const CONCURRENCY = 8;
// Well below the 30 a second that an account has, so that its users can still ask for codes by themselves.
const REQUESTS_PER_SECOND = 20;
const FAILURES_IN_A_ROW = 5;

/** What a batch is run with: the flags, and the command's own defaults. */
export function batchParameters({ parameters, batch, settings }: Arguments): BatchParameters {
  const { maxWait, maxOutage, keepGoing } = settings;
  return {
    // Who is asked about each record wants to see what becomes of the last one.
    concurrency: parameters.Confirm ? 1 : CONCURRENCY,
    requestsPerSecond: REQUESTS_PER_SECOND,
    deduplicate: true,
    ...batch,
    ...(maxWait !== undefined && { maxWaitMs: maxWait * 1_000 }),
    ...(maxOutage !== undefined && { maxOutageMs: maxOutage * 1_000 }),
    ...(!keepGoing && { stopAfter: FAILURES_IN_A_ROW }),
  };
}
