// Two builds of this package, measured as pairs.
import type { Dist } from '../dist.ts';
import type { Interval } from '../results.ts';
import { medianWithInterval } from '../statistics.ts';

/** This build, and the other one. */
export interface Builds {
  readonly own: Dist;
  readonly other: Dist;
}

/** One figure of both builds. */
export interface ComparedFigure {
  readonly name: string;
  readonly own: Interval;
  readonly other: Interval;
  /** This build's figure divided by the other's, in the same rounds. */
  readonly ratio: Interval;
}

/** Compares values from the same rounds. */
export function compare(name: string, own: readonly number[], other: readonly number[]): ComparedFigure {
  return {
    name,
    own: medianWithInterval(own),
    other: medianWithInterval(other),
    ratio: medianWithInterval(own.map((value, round) => value / (other[round] ?? Number.NaN))),
  };
}
