import type { BuildPair } from '../against.ts';
import { interval, ratio, table } from './cells.ts';

const HEADINGS = [
  'build',
  'CPU µs',
  'CPU µs, other',
  'CPU, this/other',
  'calls/s, this/other',
  'p99, this/other',
  'CPU, this/floor',
  'CPU, other/floor',
];

/** This build and the other, at each concurrency. */
export function formatAgainst(pairs: readonly BuildPair[]): string {
  const concurrencies = [...new Set(pairs.map(({ concurrency }) => concurrency))];
  const tables = concurrencies.map((concurrency) => {
    const rows = pairs
      .filter((pair) => pair.concurrency === concurrency)
      .map(({ name, own, other, ratios, floor, ownToFloor, otherToFloor }) => [
        `${name} (floor: ${floor})`,
        interval(own.cpuMicroseconds),
        interval(other.cpuMicroseconds),
        interval(ratios.cpu, ratio),
        interval(ratios.callsPerSecond, ratio),
        interval(ratios.p99, ratio),
        interval(ownToFloor.cpu, ratio),
        interval(otherToFloor.cpu, ratio),
      ]);
    return table(`This build and the other, ${concurrency} concurrent`, HEADINGS, rows);
  });
  return tables.join('\n');
}
