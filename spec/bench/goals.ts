// Compares the project's goals with the figures. A missed goal does not fail the run: the machine may be busy.
import type { BatchInput, BatchRun, Goal, GrowthStep, Interval, PairName, Ratios, Results } from './results.ts';
import { inverted } from './statistics.ts';

type Measured = Omit<Results, 'goals'>;

/** A figure; undefined when its part was not measured. */
type Figure = Interval | undefined;

/** Compares one goal with its figure. */
function judge(name: string, measured: Figure, wants: Goal['wants'], limit: number): readonly Goal[] {
  if (!measured) return [];
  const keeps = (value: number): boolean => (wants === 'at most' ? value <= limit : value >= limit);
  const met = keeps(measured.median);
  return [{ name, measured, limit, wants, met, certain: keeps(measured.low) === met && keeps(measured.high) === met }];
}

const atMost = (limit: number, name: string, measured: Figure) => judge(name, measured, 'at most', limit);
const atLeast = (limit: number, name: string, measured: Figure) => judge(name, measured, 'at least', limit);

const single = (value: number | undefined): Figure =>
  value === undefined ? undefined : { median: value, low: value, high: value };

/** How many times as fast the first of a pair is as the second: the reciprocal of processor time. */
const speed = (ratios: Ratios | undefined): Figure => ratios && inverted(ratios.cpu);

function throughputGoals({ shared, own, keyImports }: Measured): Goal[] {
  const together = (pair: PairName): Ratios | undefined => shared?.['50']?.pairs[pair];
  const apart = (pair: PairName): Ratios | undefined => own?.['50']?.pairs[pair];
  return [
    atMost(1.12, 'Node build, CPU to bare dispatch', together('node/dispatch')?.cpu),
    atMost(1, 'Node build, CPU to Pool.request', together('node/pool-request')?.cpu),
    atLeast(10, 'Node build, calls/s to the AWS SDK', apart('node/aws-sdk')?.callsPerSecond),
    atMost(1, 'Node build, p99 to bare dispatch', apart('node/dispatch')?.p99),
    atLeast(0.9, 'Web build, speed to fetch with a time limit', speed(together('web/fetch-timeout'))),
    atLeast(0.97, 'Confirm, speed to forgot (Node build)', speed(together('node-confirm/node'))),
    atLeast(0.97, 'Confirm, speed to forgot (web build)', speed(together('web-confirm/web'))),
    atLeast(0.9, 'With a client secret, speed to without (Node build)', speed(together('node-secret/node'))),
    atMost(1, 'Key imports in ten calls (web build)', single(keyImports)),
  ].flat();
}

function coldStartGoals({ coldStart }: Measured): Goal[] {
  const { pairs, processes } = coldStart ?? {};
  return [
    atMost(0.55, 'First answer to the AWS SDK', pairs?.['first-answer/node/aws-sdk']),
    atMost(1.05, 'First answer to a bare Pool program', pairs?.['first-answer/node/pool']),
    atMost(5, 'Import of the Node build over an empty module, ms', processes?.['import/node'].overEmptyMs),
  ].flat();
}

type Steps = Readonly<Record<string, GrowthStep>> | undefined;

/** The growth of memory from the first step of at least 10,000 calls to the largest step. */
function memoryGrowth(steps: Steps, field: 'heapMegabytes' | 'residentMegabytes'): Figure {
  const sizes = Object.keys(steps ?? {}).map(Number);
  const first = steps?.[Math.min(...sizes.filter((size) => size >= 10_000))];
  const last = steps?.[Math.max(...sizes)];
  return first && last ? single(last[field] - first[field]) : undefined;
}

const largest = (runs: Readonly<Record<string, BatchRun>> | undefined): BatchRun | undefined =>
  runs?.[Math.max(...Object.keys(runs).map(Number))];

function growthGoals({ growth, batch }: Measured): Goal[] {
  const calls = growth?.calls.node;
  const rate = (input: BatchInput): Figure => single(largest(batch?.[input])?.recordsPerSecond);
  const peak = (input: BatchInput): Figure => single(largest(batch?.[input])?.peakMegabytes);
  return [
    atMost(2, 'Heap after the most calls over that after 10,000, MB', memoryGrowth(calls, 'heapMegabytes')),
    atMost(20, 'Resident memory, likewise, MB', memoryGrowth(calls, 'residentMegabytes')),
    atLeast(8_000, 'Batch of lines, records/s', rate('lines')),
    atLeast(8_000, 'Batch of CSV, records/s', rate('csv')),
    atLeast(8_000, 'Batch of a list-users document, records/s', rate('list-users')),
    atLeast(5_000, 'Batch with a journal, records/s', rate('lines-with-journal')),
    atMost(200, 'Batch of lines, peak memory, MB', peak('lines')),
    atMost(200, 'Batch of CSV, peak memory, MB', peak('csv')),
    atMost(200, 'Batch of a list-users document, peak memory, MB', peak('list-users')),
  ].flat();
}

/** Returns the goals whose figures were measured. */
export const goalsOf = (results: Measured): Goal[] => [
  ...throughputGoals(results),
  ...coldStartGoals(results),
  ...growthGoals(results),
];
