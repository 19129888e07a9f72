// How far a batch has come, on standard error.
import type { BatchProgress } from '../../node.ts';
import { toJson } from '../output.ts';
import type { ErrorFormat } from '../report.ts';
import type { Surroundings } from '../surroundings.ts';

const TERMINAL_INTERVAL_MS = 250;
const LOG_INTERVAL_MS = 10_000;
const RECENT_MS = 30_000;
const CLEAR_LINE = '\r\u001B[2K';

/** A time in the two largest of its units. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours) return `${hours} h ${minutes} min`;
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** How much there is to do, and how much of it is done: lines, or records. */
export interface Extent {
  readonly done: number;
  readonly total: number;
}

/** Takes note of how much is done, and tells how much of it was done in a second, of late. */
export function recentRate(startedAtMs: number) {
  // The newest last; the first one is from before what is recent.
  const samples: [atMs: number, done: number][] = [[startedAtMs, 0]];
  return (atMs: number, done: number): number => {
    samples.push([atMs, done]);
    while (samples[1] && samples[1][0] <= atMs - RECENT_MS) samples.shift();
    const [fromMs, before] = samples[0] ?? [atMs, done];
    return atMs > fromMs ? ((done - before) * 1_000) / (atMs - fromMs) : 0;
  };
}

/** One line about a batch. */
export function formatProgress(
  { done, accepted, refused, unknown, skipped, throttled }: BatchProgress,
  rate: number,
  leftMs: number | undefined,
): string {
  const left = leftMs === undefined ? '' : `, ${formatDuration(leftMs)} left`;
  return `${done} done: ${accepted} accepted, ${refused} failed, ${unknown} unknown, ${skipped} skipped; ${rate.toFixed(1)} a second, throttled ${throttled} times${left}`;
}

/** Shows progress, until it is stopped. */
export interface ProgressDisplay {
  update(progress: BatchProgress): void;
  /** Takes the line away, for something else that is to be written. */
  clear(): void;
  stop(): void;
}

/** Shows progress on standard error: a line that changes, where that is a terminal; else one every 10 s. */
export function showProgress(
  { stderr }: Pick<Surroundings, 'stderr'>,
  format: ErrorFormat,
  extent: () => Extent | undefined,
): ProgressDisplay {
  const isLive = stderr.isTTY === true && format === 'text';
  const startedAtMs = performance.now();
  const recordRate = recentRate(startedAtMs);
  const extentRate = recentRate(startedAtMs);
  let latest: BatchProgress | undefined;
  let isShown = false;

  const clear = (): void => {
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
  };

  const leftMs = (nowMs: number): number | undefined => {
    const { done = 0, total = 0 } = extent() ?? {};
    const rate = extentRate(nowMs, done);
    return total && rate ? ((total - done) * 1_000) / rate : undefined;
  };

  const show = (): void => {
    if (!latest) return;
    const nowMs = performance.now();
    const rate = recordRate(nowMs, latest.done);
    const left = leftMs(nowMs);
    const seconds = left === undefined ? undefined : Math.round(left / 1_000);
    if (format === 'json') {
      stderr.write(`${toJson({ type: 'progress', ...latest, recordsPerSecond: rate, secondsLeft: seconds })}\n`);
      return;
    }
    const line = formatProgress(latest, rate, left);
    // A line that wraps could not be cleared.
    stderr.write(isLive ? `${CLEAR_LINE}${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
    isShown = isLive;
  };

  const timer = setInterval(show, isLive ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  return {
    update(progress) {
      latest = progress;
    },
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}
