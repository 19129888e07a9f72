// Formats the results as JSON, with four significant digits, and one line for each interval.
import type { Results } from '../results.ts';

const DIGITS = 4;

/** Formats the results as Biome does, so that the committed file passes the lint. */
export function formatJson(results: Results): string {
  const rounded = JSON.stringify(
    results,
    (_, value) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value),
    2,
  );
  const folded = rounded.replace(/\{[^{}]*\}/g, (object) => {
    const line = object.replace(/\s+/g, ' ');
    return line.length < 60 ? line : object;
  });
  return `${folded}\n`;
}
