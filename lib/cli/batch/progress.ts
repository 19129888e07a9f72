// How far a batch has come, on standard error.
import type { BatchProgress } from '../../node.ts';
import { toJson } from '../output.ts';
import type { ErrorFormat } from '../report.ts';
import type { Surroundings } from '../surroundings.ts';

const TERMINAL_INTERVAL_MS = 250;
const LOG_INTERVAL_MS = 10_000;
const CLEAR_LINE = '\r\u001B[2K';

/** A time in the two largest of its units. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours) return `${hours} h ${minutes} min`;
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** One line about a batch that has run for a time; `fraction` of its input has been read, where that is known. */
export function formatProgress(progress: BatchProgress, elapsedMs: number, fraction: number | undefined): string {
  const { done, accepted, refused, unknown, skipped, throttled } = progress;
  const rate = elapsedMs ? (done * 1_000) / elapsedMs : 0;
  const left = fraction ? `, ${formatDuration((elapsedMs * (1 - fraction)) / fraction)} left` : '';
  return `${done} done: ${accepted} accepted, ${refused} failed, ${unknown} unknown, ${skipped} skipped; ${rate.toFixed(1)} a second, throttled ${throttled} times${left}`;
}

/** Shows progress, until it is stopped. */
export interface ProgressDisplay {
  update(progress: BatchProgress): void;
  stop(): void;
}

/**
 * Shows progress: a line that changes, where standard error is a terminal of its own; else one every 10 s. Nothing where
 * results go to the same terminal, and show it themselves.
 */
export function showProgress(
  { stdout, stderr }: Pick<Surroundings, 'stdout' | 'stderr'>,
  format: ErrorFormat,
  fractionRead: () => number | undefined,
): ProgressDisplay {
  if (stdout.isTTY) return { update() {}, stop() {} };
  const startedAtMs = performance.now();
  const isLive = stderr.isTTY === true && format === 'text';
  let latest: BatchProgress | undefined;
  const show = (): void => {
    if (!latest) return;
    const line = formatProgress(latest, performance.now() - startedAtMs, fractionRead());
    if (isLive) stderr.write(`${CLEAR_LINE}${line}`);
    else stderr.write(format === 'json' ? `${toJson({ type: 'progress', ...latest })}\n` : `${line}\n`);
  };
  const timer = setInterval(show, isLive ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  return {
    update(progress) {
      latest = progress;
    },
    stop() {
      clearInterval(timer);
      if (isLive && latest) stderr.write(CLEAR_LINE);
    },
  };
}
