// How far a batch has come, on standard error.
import { toJson } from '../output.ts';
import type { ErrorFormat } from '../report.ts';
import type { Screen } from '../screen.ts';
import { formatCount, formatDuration } from './duration.ts';
import type { Standing } from './tracker.ts';
import { kinds, wordFor } from './vocabulary.ts';

const TERMINAL_INTERVAL_MS = 250;
const LOG_INTERVAL_MS = 10_000;

function headOf({ done, extent }: Standing): string {
  if (!extent) return `${formatCount(done)} done`;
  // Rounded down: 100 % is for the end.
  const percent = extent.total ? Math.floor((extent.done * 1_000) / extent.total) / 10 : 100;
  return `${percent.toFixed(1)} % of ${formatCount(extent.total)}`;
}

function countsOf(standing: Standing): string {
  const parts = kinds.filter((kind) => kind === 'accepted' || standing.kinds[kind]);
  return parts.map((kind) => `${formatCount(standing.kinds[kind])} ${wordFor(kind)}`).join(', ');
}

const rateOf = (perSecond: number): string => `${perSecond.toFixed(1)}/s`;

function paceOf({ state, sendsPerSecond, allowedPerSecond }: Standing): string {
  if (state === 'paused') return 'paused, no connection';
  if (state === 'waiting') return 'waiting for an answer';
  if (state === 'sending') return rateOf(sendsPerSecond);
  // The batch tells the rate that the service takes with its first result.
  return `slowed down${allowedPerSecond === undefined ? '' : ` to ${rateOf(allowedPerSecond)}`}`;
}

/** One line about a batch, no longer than `columns`: a narrow terminal gets the most important parts. */
export function formatProgress(standing: Standing, columns = Number.POSITIVE_INFINITY): string {
  const { leftMs, throttled } = standing;
  const left = leftMs === undefined ? '' : `, ${formatDuration(leftMs)} left`;
  const [head, counts, pace] = [headOf(standing), countsOf(standing), paceOf(standing)];
  const refusals = throttled ? `, ${formatCount(throttled)} × throttled` : '';
  const forms = [
    `${head}: ${counts}; ${pace}${left}${refusals}`,
    `${head}: ${counts}; ${pace}${left}`,
    `${head}; ${pace}${left}`,
    `${head}; ${pace}`,
  ];
  return forms.find((form) => form.length <= columns) ?? head.slice(0, columns);
}

/** The same for programs. */
export function progressEvent(standing: Standing, time: Date): object {
  const { state, done, kinds: counts, extent, throttled, sendsPerSecond, allowedPerSecond, leftMs } = standing;
  const { 'not-sent': notSent, ...others } = counts;
  return {
    type: 'progress',
    time: time.toISOString(),
    state,
    done,
    ...others,
    notSent,
    throttled,
    sendsPerSecond,
    allowedPerSecond,
    fraction: extent?.total ? extent.done / extent.total : undefined,
    secondsLeft: leftMs === undefined ? undefined : Math.round(leftMs / 1_000),
  };
}

/** Shows progress on standard error until it is stopped: a line that changes, where the screen has one; else one every 10 s. */
export function showProgress(screen: Screen, format: ErrorFormat, standing: () => Standing): { stop(): void } {
  const isLive = screen.isLive && format === 'text';
  const show = (): void => {
    const now = standing();
    if (format === 'json') screen.stderr.write(`${toJson(progressEvent(now, new Date()))}\n`);
    // A line that wraps could not be taken back.
    else if (isLive) screen.showLine(formatProgress(now, screen.columns - 1));
    else screen.stderr.write(`${formatProgress(now)}\n`);
  };
  const timer = setInterval(show, isLive ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  return {
    stop() {
      clearInterval(timer);
      screen.showLine('');
    },
  };
}
