// Says how much each plan measures.
import type { BatchRounds } from './against/batch.ts';
import type { BatchEffort } from './batch.ts';
import type { GrowthEffort } from './growth.ts';
import type { Effort } from './throughput.ts';

/** The parts, in the order in which they are measured. */
export const PARTS = ['shared', 'own', 'coldStart', 'growth', 'batch'] as const;

export type Part = (typeof PARTS)[number];

export interface Plan {
  readonly shared: Effort;
  readonly own: Effort;
  readonly coldStartRounds: number;
  readonly growth: GrowthEffort;
  readonly batch: BatchEffort;
}

/** About a quarter of an hour on a quiet machine: for the figures that are published. */
export const FULL: Plan = {
  shared: {
    generations: 6,
    rounds: 8,
    leadCpuMs: 80,
    sliceMs: 80,
    warmUpCalls: 4_500,
    warmUpMs: 300,
    concurrencies: [50],
  },
  own: {
    generations: 6,
    rounds: 4,
    leadCpuMs: 60,
    sliceMs: 150,
    warmUpCalls: 4_500,
    warmUpMs: 300,
    concurrencies: [50],
  },
  coldStartRounds: 20,
  growth: {
    sliceMs: 500,
    warmUpCalls: 5_000,
    warmUpMs: 300,
    calls: [1_000, 10_000, 100_000, 1_000_000],
    requestBytes: [200, 2_000, 20_000, 100_000, 300_000],
    concurrency: [1, 10, 100, 500, 1_000],
  },
  batch: {
    lines: [10_000, 100_000, 1_000_000],
    csv: [10_000, 100_000, 1_000_000],
    'list-users': [10_000, 100_000, 1_000_000],
    'lines-with-journal': [10_000, 100_000],
  },
};

/** About a minute: for CI, which only shows that the benchmark works. */
export const SHORT: Plan = {
  shared: {
    generations: 2,
    rounds: 3,
    leadCpuMs: 40,
    sliceMs: 40,
    warmUpCalls: 300,
    warmUpMs: 200,
    concurrencies: [50],
  },
  own: { generations: 1, rounds: 2, leadCpuMs: 40, sliceMs: 80, warmUpCalls: 300, warmUpMs: 150, concurrencies: [50] },
  coldStartRounds: 3,
  growth: {
    sliceMs: 80,
    warmUpCalls: 200,
    warmUpMs: 80,
    calls: [1_000, 10_000],
    requestBytes: [200, 300_000],
    concurrency: [1, 500],
  },
  batch: { lines: [10_000], csv: [5_000], 'list-users': [5_000], 'lines-with-journal': [5_000] },
};

/** How much to measure of two builds. */
export interface AgainstPlan {
  readonly shared: Effort;
  readonly coldStartRounds: number;
  readonly batch: BatchRounds;
}

/** More rounds than for peers: two builds differ by a few percent. */
export const againstPlan = (isShort: boolean, concurrency: number): AgainstPlan => ({
  shared: {
    generations: isShort ? 6 : 12,
    rounds: 20,
    leadCpuMs: 60,
    sliceMs: 60,
    warmUpCalls: 3_000,
    warmUpMs: 600,
    concurrencies: [concurrency],
  },
  coldStartRounds: isShort ? 12 : 40,
  batch: { rounds: isShort ? 6 : 12, records: isShort ? 10_000 : 40_000 },
});
