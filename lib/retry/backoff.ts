// How long to wait: AWS's standard retry mode.
import type { ResponseHeaders } from '../transport/transport.ts';

const BASE_MS = 50;
const THROTTLED_BASE_MS = 1_000;
const LONGEST_MS = 20_000;
const LONGEST_HINT_OVERRUN_MS = 5_000;

/**
 * The wait before a retry (0 for the first), in milliseconds: exponential with full jitter. What the service asks for,
 * `hintMs`, can lengthen it by 5 s. `random` is at least 0 and below 1.
 */
export function backoffMs(retry: number, isThrottled: boolean, random: number, hintMs: number): number {
  const computed = random * Math.min((isThrottled ? THROTTLED_BASE_MS : BASE_MS) * 2 ** retry, LONGEST_MS);
  return Math.max(computed, Math.min(hintMs, computed + LONGEST_HINT_OVERRUN_MS));
}

/**
 * The wait that a reply's headers ask for, in milliseconds: `x-amz-retry-after` (ms), else `Retry-After` (seconds or an
 * HTTP date); 0 where neither is usable. `nowMs` is the time of day, since 1970.
 */
export function retryHintMs(headers: ResponseHeaders, nowMs: number): number {
  const after = headers.get('retry-after') ?? '';
  const ms = Number(headers.get('x-amz-retry-after')) || Number(after) * 1_000 || Date.parse(after) - nowMs || 0;
  return Math.max(ms, 0);
}
