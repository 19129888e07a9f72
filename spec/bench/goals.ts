// What the project has set itself, held against what was measured. Nothing fails here: a machine's noise is no fault.
import type { BatchInput, BatchRun, Goal, GrowthStep, Interval, PairName, Ratios, Results } from './results.ts';
import { inverted } from './statistics.ts';

type Measured = Omit<Results, 'goals'>;

/** A goal before it is held against its figure, which the plan may have left out. */
interface Aim {
  readonly name: string;
  readonly measured: Interval | undefined;
  readonly wants: Goal['wants'];
  readonly limit: number;
}

const exactly = (value: number | undefined): Interval | undefined =>
  value === undefined ? undefined : { median: value, low: value, high: value };

/** How many times as fast the first is as the second: the reciprocal of processor time. */
const speed = (ratios: Ratios | undefined): Interval | undefined => ratios && inverted(ratios.cpu);

function throughputAims({ shared, own, keyImports }: Measured): Aim[] {
  const together = (pair: PairName): Ratios | undefined => shared?.['50']?.pairs[pair];
  const alone = (pair: PairName): Ratios | undefined => own?.['50']?.pairs[pair];
  return [
    {
      name: 'Node build, CPU to bare dispatch',
      measured: together('node/dispatch')?.cpu,
      wants: 'at most',
      limit: 1.12,
    },
    {
      name: 'Node build, CPU to Pool.request',
      measured: together('node/pool-request')?.cpu,
      wants: 'at most',
      limit: 1,
    },
    {
      name: 'Node build, calls/s to the AWS SDK',
      measured: alone('node/aws-sdk')?.callsPerSecond,
      wants: 'at least',
      limit: 10,
    },
    { name: 'Node build, p99 to bare dispatch', measured: alone('node/dispatch')?.p99, wants: 'at most', limit: 1 },
    {
      name: 'Web build, speed to fetch with a time limit',
      measured: speed(together('web/fetch-timeout')),
      wants: 'at least',
      limit: 0.9,
    },
    {
      name: 'Confirm, speed to forgot (Node build)',
      measured: speed(together('node-confirm/node')),
      wants: 'at least',
      limit: 0.97,
    },
    {
      name: 'Confirm, speed to forgot (web build)',
      measured: speed(together('web-confirm/web')),
      wants: 'at least',
      limit: 0.97,
    },
    {
      name: 'With a client secret, speed to without (Node build)',
      measured: speed(together('node-secret/node')),
      wants: 'at least',
      limit: 0.9,
    },
    { name: 'Key imports in 10 calls (web build)', measured: exactly(keyImports), wants: 'at most', limit: 1 },
  ];
}

function coldStartAims({ coldStart }: Measured): Aim[] {
  const { pairs, processes } = coldStart ?? {};
  return [
    {
      name: 'First answer to the AWS SDK',
      measured: pairs?.['first-answer/node/aws-sdk'],
      wants: 'at most',
      limit: 0.55,
    },
    {
      name: 'First answer to a bare Pool program',
      measured: pairs?.['first-answer/node/pool'],
      wants: 'at most',
      limit: 1.05,
    },
    {
      name: 'Import of the Node build over an empty module, ms',
      measured: processes?.['import/node'].overEmptyMs,
      wants: 'at most',
      limit: 5,
    },
  ];
}

/** How much more the largest of two steps holds than the first one of at least 10^4. */
function memoryGrowth(steps: Readonly<Record<string, GrowthStep>> | undefined, field: keyof GrowthStep) {
  const sizes = Object.keys(steps ?? {}).map(Number);
  const first = steps?.[Math.min(...sizes.filter((size) => size >= 10_000))];
  const last = steps?.[Math.max(...sizes)];
  return first && last ? exactly(last[field] - first[field]) : undefined;
}

const largest = (runs: Readonly<Record<string, BatchRun>> | undefined): BatchRun | undefined =>
  runs?.[Math.max(...Object.keys(runs).map(Number))];

function growthAims({ growth, batch }: Measured): Aim[] {
  const node = growth?.calls.node;
  const rate = (input: BatchInput) => exactly(largest(batch?.[input])?.recordsPerSecond);
  const peak = (input: BatchInput) => exactly(largest(batch?.[input])?.peakMegabytes);
  return [
    {
      name: 'Node build, heap after the most calls over that after 10^4, MB',
      measured: memoryGrowth(node, 'heapMegabytes'),
      wants: 'at most',
      limit: 2,
    },
    {
      name: 'Node build, resident memory likewise, MB',
      measured: memoryGrowth(node, 'residentMegabytes'),
      wants: 'at most',
      limit: 20,
    },
    { name: 'Batch of lines, records/s', measured: rate('lines'), wants: 'at least', limit: 8_000 },
    { name: 'Batch of CSV, records/s', measured: rate('csv'), wants: 'at least', limit: 8_000 },
    {
      name: 'Batch of a list-users document, records/s',
      measured: rate('list-users'),
      wants: 'at least',
      limit: 8_000,
    },
    { name: 'Batch with a journal, records/s', measured: rate('lines-with-journal'), wants: 'at least', limit: 5_000 },
    { name: 'Batch of lines, peak memory, MB', measured: peak('lines'), wants: 'at most', limit: 200 },
    {
      name: 'Batch of a list-users document, peak memory, MB',
      measured: peak('list-users'),
      wants: 'at most',
      limit: 200,
    },
  ];
}

function judge({ measured, limit, wants, name }: Aim): Goal[] {
  if (!measured) return [];
  const keeps = (value: number): boolean => (wants === 'at most' ? value <= limit : value >= limit);
  const met = keeps(measured.median);
  return [{ name, measured, limit, wants, met, certain: keeps(measured.low) === met && keeps(measured.high) === met }];
}

/** The goals, as far as their figures were measured. */
export const goalsOf = (results: Measured): Goal[] =>
  [...throughputAims(results), ...coldStartAims(results), ...growthAims(results)].flatMap(judge);
