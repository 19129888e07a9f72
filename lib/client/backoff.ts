// How long to wait: AWS's standard retry mode.
import type { ResponseHeaders } from './transport.ts';

/**
 * The wait after so many attempts, in milliseconds: exponential from 50 ms, or from 1 s after throttling, to 20 s, with full
 * jitter. What the headers of the last reply ask for can lengthen it by 5 s: `x-amz-retry-after` (ms), else `Retry-After`
 * (seconds or an HTTP date). `random` is at least 0 and below 1; `nowMs` is the time of day, since 1970.
 */
export const backoffMs = (
  attempts: number,
  isThrottled: boolean,
  headers?: ResponseHeaders,
  random = Math.random(),
  nowMs = Date.now(),
): number => {
  const after = headers?.get?.('retry-after') as string;
  const hintMs = +(headers?.get?.('x-amz-retry-after') as string) || 1_000 * +after || Date.parse(after) - nowMs || 0;
  const computedMs = random * Math.min((isThrottled ? 500 : 25) * 2 ** attempts, 20_000);
  return Math.min(Math.max(computedMs, hintMs), computedMs + 5_000);
};
