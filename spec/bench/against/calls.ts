// Compares calls with both builds in one process.
import { allContenders, type ContenderSpec, type Ours, ourContender } from '../contenders.ts';
import { figuresOf, ratiosOf } from '../figures.ts';
import type { Service } from '../processes.ts';
import { type Effort, type Measured, measureThroughput } from '../throughput.ts';
import type { Builds, ComparedFigure } from './comparison.ts';

const inOther = (name: Ours): string => `${name} (other)`;

/** The bare contender that a build is built upon. */
const floorOf = (name: Ours): 'dispatch' | 'fetch-timeout' => (name.startsWith('node') ? 'dispatch' : 'fetch-timeout');

function figuresOfPair(measured: Measured, name: Ours): ComparedFigure[] {
  const [own, other] = [figuresOf(measured, name, true), figuresOf(measured, inOther(name), true)];
  const ratios = ratiosOf(measured, name, inOther(name));
  const floor = floorOf(name);
  return [
    { name: `${name}, CPU µs`, own: own.cpuMicroseconds, other: other.cpuMicroseconds, ratio: ratios.cpu },
    {
      name: `${name}, CPU to ${floor}`,
      own: ratiosOf(measured, name, floor).cpu,
      other: ratiosOf(measured, inOther(name), floor).cpu,
      ratio: ratios.cpu,
    },
    { name: `${name}, calls/s`, own: own.callsPerSecond, other: other.callsPerSecond, ratio: ratios.callsPerSecond },
    { name: `${name}, p99 ms`, own: own.p99Ms, other: other.p99Ms, ratio: ratios.p99 },
  ];
}

/** Compares the named contenders. */
export async function compareCalls(
  service: Service,
  builds: Builds,
  effort: Effort,
  names: readonly Ours[],
): Promise<ComparedFigure[]> {
  const specs = await allContenders(builds.own);
  const inOtherBuild = async (name: Ours): Promise<ContenderSpec> => ({
    ...(await ourContender(builds.other, name)),
    name: inOther(name),
  });
  const others = await Promise.all(names.map(inOtherBuild));
  const own = [...new Set(names.map(floorOf)), ...names].map((name) => specs[name]);
  const measured = await measureThroughput(service, [...own, ...others], effort, true);
  return [...measured.values()].flatMap((each) => names.flatMap((name) => figuresOfPair(each, name)));
}
