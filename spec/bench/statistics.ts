// Medians with confidence intervals that assume nothing about the distribution of noise, which has long tails on a
// shared machine.
import type { Interval } from './results.ts';

// The probability that an interval misses the true median, on each side.
const TAIL = 0.025;

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** The middle value, or the mean of the two middle values. */
export function median(values: readonly number[]): number {
  const ascending = sorted(values);
  const middle = (ascending.length - 1) / 2;
  return ((ascending[Math.floor(middle)] ?? Number.NaN) + (ascending[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/**
 * How many of the smallest values, and as many of the largest, lie outside the interval (the sign test): each value is
 * below the true median with probability one half, so the number of values below it has a binomial distribution.
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

/** The median with its 95 % interval. Fewer than six values cannot give 95 %: their interval spans all of them. */
export function medianWithInterval(values: readonly number[]): Interval {
  const ascending = sorted(values);
  const left = outsiders(ascending.length);
  return {
    median: median(values),
    low: ascending[left] ?? Number.NaN,
    high: ascending[ascending.length - 1 - left] ?? Number.NaN,
  };
}

/** The median ratio of values from the same rounds: a busy machine slows both values of a round. */
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
