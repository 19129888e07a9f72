// How long to wait: AWS's standard retry mode.
import type { ResponseHeaders } from '../protocol/json11.ts';

const BASE_MS = 25;
const THROTTLED_BASE_MS = 500;
const LONGEST_MS = 20_000;
const LONGEST_EXTENSION_MS = 5_000;

/**
 * The wait that the headers of a reply ask for, in milliseconds: `x-amz-retry-after` (ms), else `Retry-After` (seconds or
 * an HTTP date); 0 where they ask for none. `nowMs` is the time of day, since 1970.
 */
export function requestedWaitMs(headers: ResponseHeaders, nowMs: number): number {
  const milliseconds = Number(headers.get('x-amz-retry-after'));
  if (milliseconds > 0) return milliseconds;
  const after = headers.get('retry-after') ?? '';
  return Math.max(1_000 * Number(after) || Date.parse(after) - nowMs || 0, 0);
}

/**
 * The wait after so many attempts, in milliseconds: exponential from 50 ms, or from 1 s after throttling, to 20 s, with full
 * jitter. What the last reply asks for can lengthen it by 5 s. `random` is from 0 up to and without 1.
 */
export function backoffMs(attempts: number, isThrottled: boolean, requestedMs: number, random: number): number {
  const base = isThrottled ? THROTTLED_BASE_MS : BASE_MS;
  const computedMs = random * Math.min(base * 2 ** attempts, LONGEST_MS);
  return Math.min(Math.max(computedMs, requestedMs), computedMs + LONGEST_EXTENSION_MS);
}
