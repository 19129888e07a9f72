// How well two samples can be told apart.

/**
 * The largest difference of the two distribution functions (Kolmogorov and Smirnov): what a guess by the best threshold
 * gains over a coin, of 1.
 */
export function separation(a: readonly number[], b: readonly number[]): number {
  const left = a.toSorted((x, y) => x - y);
  const right = b.toSorted((x, y) => x - y);
  let largest = 0;
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const at = Math.min(left[i] ?? 0, right[j] ?? 0);
    while (i < left.length && (left[i] ?? 0) <= at) i++;
    while (j < right.length && (right[j] ?? 0) <= at) j++;
    largest = Math.max(largest, Math.abs(i / left.length - j / right.length));
  }
  return largest;
}

/** The separation that two samples of the same distribution exceed once in 10,000 times. */
export const chanceSeparation = (a: number, b: number): number => 2.23 * Math.sqrt((a + b) / (a * b));
