// Two builds of this package as pairs, in the same processes.
import { allContenders, type Ours, ourContender } from './contenders.ts';
import { type Dist, openDist } from './dist.ts';
import { figuresOf, ratiosOf } from './figures.ts';
import type { Service } from './processes.ts';
import type { Figures, Ratios } from './results.ts';
import { type Effort, type Measured, measureThroughput } from './throughput.ts';

/** One use of the package, in this build and in the other. */
export interface BuildPair {
  readonly name: Ours;
  readonly concurrency: number;
  readonly own: Figures;
  readonly other: Figures;
  /** This build's to the other's. */
  readonly ratios: Ratios;
  /** This build's, and the other's, to the bare contender under it. */
  readonly floor: 'dispatch' | 'fetch-timeout';
  readonly ownToFloor: Ratios;
  readonly otherToFloor: Ratios;
}

const floorOf = (name: Ours): BuildPair['floor'] => (name.startsWith('node') ? 'dispatch' : 'fetch-timeout');

/** What to compare, and how long. */
export interface Comparison {
  readonly dist: Dist;
  /** The other build's folder. */
  readonly against: string;
  readonly contenders: readonly Ours[];
  readonly effort: Effort;
}

const inOther = (name: Ours): string => `${name} (other)`;

function pairOf(measured: Measured, name: Ours, concurrency: number): BuildPair {
  const floor = floorOf(name);
  return {
    name,
    concurrency,
    own: figuresOf(measured, name, true),
    other: figuresOf(measured, inOther(name), true),
    ratios: ratiosOf(measured, name, inOther(name)),
    floor,
    ownToFloor: ratiosOf(measured, name, floor),
    otherToFloor: ratiosOf(measured, inOther(name), floor),
  };
}

/** Compares the package with another build of it. */
export async function measureAgainst(service: Service, comparison: Comparison): Promise<BuildPair[]> {
  const { dist, against, contenders: names, effort } = comparison;
  const otherDist = await openDist(against);
  try {
    const specs = await allContenders(dist);
    const others = names.map(async (name) => ({ ...(await ourContender(otherDist, name)), name: inOther(name) }));
    const own = [...new Set(names.map(floorOf)), ...names].map((name) => specs[name]);
    const measured = await measureThroughput(service, [...own, ...(await Promise.all(others))], effort, true);
    return [...measured].flatMap(([concurrency, each]) => names.map((name) => pairOf(each, name, concurrency)));
  } finally {
    await otherDist.remove();
  }
}
