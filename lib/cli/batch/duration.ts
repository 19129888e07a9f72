// Lengths of time, for people.

interface Parts {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

function partsOf(ms: number): Parts {
  const total = Math.round(ms / 1_000);
  return { hours: Math.floor(total / 3_600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

/** A time in the two largest of its units. */
export function formatDuration(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  if (hours) return `${hours} h ${minutes} min`;
  return minutes ? `${minutes} min ${seconds} s` : `${seconds} s`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A time that is only estimated: from 10 of a unit, in that unit alone. */
export function formatEstimate(ms: number): string {
  if (ms >= 10 * HOUR_MS) return `${Math.round(ms / HOUR_MS).toLocaleString('en')} h`;
  if (ms >= HOUR_MS) return formatDuration(ms);
  return ms >= 10 * MINUTE_MS ? `${Math.round(ms / MINUTE_MS)} min` : formatDuration(ms);
}

/** A whole number with separators. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
