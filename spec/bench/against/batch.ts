// Compares batches through the commands of both builds.
import { runBatch } from '../batch.ts';
import type { Service } from '../processes.ts';
import { BATCH_INPUTS, type BatchInput, type BatchRun } from '../results.ts';
import { shuffled } from '../statistics.ts';
import { type Builds, type ComparedFigure, compare } from './comparison.ts';

const BUILDS = ['own', 'other'] as const;

/** How much to send. */
export interface BatchRounds {
  readonly rounds: number;
  readonly records: number;
}

async function compareInput(
  service: Service,
  builds: Builds,
  input: BatchInput,
  { rounds, records }: BatchRounds,
): Promise<ComparedFigure[]> {
  const runs: Record<(typeof BUILDS)[number], BatchRun[]> = { own: [], other: [] };
  for (let round = 0; round < rounds; round++) {
    for (const build of shuffled(BUILDS)) runs[build].push(await runBatch(service, builds[build], input, records));
  }
  const compared = (field: keyof BatchRun, heading: string): ComparedFigure => {
    const [own, other] = BUILDS.map((build) => runs[build].map((run) => run[field]));
    return compare(`${input}, ${heading}`, own ?? [], other ?? []);
  };
  return [
    compared('cpuMicroseconds', 'CPU µs a record'),
    compared('recordsPerSecond', 'records/s'),
    compared('peakMegabytes', 'peak MB'),
  ];
}

/** Compares batches from each input. */
export async function compareBatches(service: Service, builds: Builds, effort: BatchRounds): Promise<ComparedFigure[]> {
  const compared: ComparedFigure[] = [];
  for (const input of BATCH_INPUTS) compared.push(...(await compareInput(service, builds, input, effort)));
  return compared;
}
