// Medians, and how sure they are. No assumption about how noise is distributed: on a shared machine it has long tails.
import type { Interval } from './results.ts';

// The share of intervals that may miss the true median, on each side.
const TAIL = 0.025;

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** The middle value; between the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const ascending = sorted(values);
  const middle = (ascending.length - 1) / 2;
  return ((ascending[Math.floor(middle)] ?? Number.NaN) + (ascending[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/**
 * How many of the smallest values, and of the largest, an interval may leave out: each value is below the true median with
 * probability one half, so the number of those below it is distributed as tosses of a coin (the sign test).
 */
function outsiders(count: number): number {
  let probability = 0.5 ** count;
  let tail = probability;
  let left = 0;
  while (tail <= TAIL) {
    left += 1;
    probability *= (count - left + 1) / left;
    tail += probability;
  }
  return Math.max(0, left - 1);
}

/** The median, and its interval of 95 %; with fewer than six values it reaches from the smallest to the largest. */
export function medianWithInterval(values: readonly number[]): Interval {
  const ascending = sorted(values);
  const left = outsiders(ascending.length);
  return {
    median: median(values),
    low: ascending[left] ?? Number.NaN,
    high: ascending[ascending.length - 1 - left] ?? Number.NaN,
  };
}

/** The median ratio of values that were measured in the same round: what slows a machine down slows both. */
export function pairedRatio(values: readonly number[], references: readonly number[]): number {
  return median(values.map((value, index) => value / (references[index] ?? Number.NaN)));
}

/** The interval of the reciprocal. */
export const inverted = ({ median, low, high }: Interval): Interval => ({
  median: 1 / median,
  low: 1 / high,
  high: 1 / low,
});

/** The items in random order, so that no contender always comes after the same one. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}
