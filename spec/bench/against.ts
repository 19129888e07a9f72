// Two builds of this package as pairs, in the same processes.
import { allContenders, OURS, type Ours, ourContender } from './contenders.ts';
import { openDist } from './dist.ts';
import type { Service } from './processes.ts';
import type { Figures, Ratios } from './results.ts';
import { type Effort, figuresOf, measureThroughput, ratiosOf } from './throughput.ts';

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

/** Compares the package with the one built into `folder`. */
export async function measureAgainst(
  service: Service,
  folder: string,
  effort: Effort,
  names: readonly Ours[] = OURS,
): Promise<BuildPair[]> {
  const dist = await openDist();
  const otherDist = await openDist(folder);
  try {
    const specs = await allContenders(dist);
    const others = await Promise.all(names.map((name) => ourContender(otherDist, name, undefined, ' (other)')));
    const floors = [...new Set(names.map(floorOf))];
    const contenders = [...floors, ...names].map((name) => specs[name]);
    const measured = await measureThroughput(service, [...contenders, ...others], effort, true);
    return [...measured].flatMap(([concurrency, slices]) =>
      names.map((name) => ({
        name,
        concurrency,
        own: figuresOf(slices, name, true),
        other: figuresOf(slices, `${name} (other)`, true),
        ratios: ratiosOf(slices, name, `${name} (other)`),
        floor: floorOf(name),
        ownToFloor: ratiosOf(slices, name, floorOf(name)),
        otherToFloor: ratiosOf(slices, `${name} (other)`, floorOf(name)),
      })),
    );
  } finally {
    await Promise.all([dist.remove(), otherDist.remove()]);
  }
}
