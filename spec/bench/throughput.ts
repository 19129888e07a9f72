// Many short slices of calls, with all contenders in random order in each round: in one process, or each in its own.
// Processes are started anew several times, as an engine's luck stays with a process; each counts once.
import type { ContenderSpec } from './contenders.ts';
import { type Caller, type Service, type SliceResult, startCaller } from './processes.ts';
import type { Figures, Interval, Ratios } from './results.ts';
import { median, medianWithInterval, pairedRatio, shuffled } from './statistics.ts';

/** How long to measure. */
export interface Effort {
  /** How often all processes are started anew; six bring intervals of 95 %. */
  readonly generations: number;
  readonly rounds: number;
  readonly sliceMs: number;
  readonly warmUpMs: number;
  readonly concurrencies: readonly number[];
}

/** A slice, and the share of one processor that the service used in it. */
interface MeasuredSlice extends SliceResult {
  readonly serverBusy: number;
}

/** The slices of one contender at one concurrency: one list for each generation. */
type Generations = readonly (readonly MeasuredSlice[])[];

/** What was measured: by contender. */
export type Measured = ReadonlyMap<string, Generations>;

/** Starts the processes, and returns which contender is in which. */
async function openAll(
  contenders: readonly ContenderSpec[],
  url: string,
  isShared: boolean,
): Promise<ReadonlyMap<string, Caller>> {
  const shared = isShared ? await startCaller() : undefined;
  const callers = new Map<string, Caller>();
  for (const contender of shuffled(contenders)) {
    const caller = shared ?? (await startCaller());
    await caller.open(contender, url);
    callers.set(contender.name, caller);
  }
  return callers;
}

/** Lets the engine optimise, in three turns, so that each contender is met in the company of the others. */
async function warmUp(callers: ReadonlyMap<string, Caller>, { warmUpMs, concurrencies }: Effort): Promise<void> {
  const concurrency = Math.max(...concurrencies);
  for (let turn = 0; turn < 3; turn++) {
    for (const [name, caller] of shuffled([...callers])) {
      await caller.run({ name, concurrency, durationMs: warmUpMs / 3 });
    }
  }
}

async function measureRounds(
  callers: ReadonlyMap<string, Caller>,
  service: Service,
  concurrency: number,
  { rounds, sliceMs: durationMs }: Effort,
): Promise<ReadonlyMap<string, readonly MeasuredSlice[]>> {
  const slices = new Map([...callers.keys()].map((name) => [name, [] as MeasuredSlice[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, caller] of shuffled([...callers])) {
      const before = await service.cpuMs();
      const result = await caller.run({ name, concurrency, durationMs });
      const serverBusy = ((await service.cpuMs()) - before) / result.tookMs;
      slices.get(name)?.push({ ...result, serverBusy });
    }
  }
  return slices;
}

/** Measures contenders together, and returns by concurrency what was measured. */
export async function measureThroughput(
  service: Service,
  contenders: readonly ContenderSpec[],
  effort: Effort,
  isShared: boolean,
): Promise<ReadonlyMap<number, Measured>> {
  const measured = new Map(
    effort.concurrencies.map((concurrency) => [concurrency, new Map<string, (readonly MeasuredSlice[])[]>()]),
  );
  for (let generation = 0; generation < effort.generations; generation++) {
    const callers = await openAll(contenders, service.url, isShared);
    await warmUp(callers, effort);
    for (const [concurrency, byName] of measured) {
      for (const [name, slices] of await measureRounds(callers, service, concurrency, effort)) {
        byName.set(name, [...(byName.get(name) ?? []), slices]);
      }
    }
    for (const caller of new Set(callers.values())) await caller.stop();
  }
  return measured;
}

const column = (slices: readonly MeasuredSlice[], field: keyof MeasuredSlice): number[] =>
  slices.map((slice) => slice[field] ?? Number.NaN);

/** The figures of one contender. */
export function figuresOf(measured: Measured, name: string, isShared: boolean): Figures {
  const generations = measured.get(name) ?? [];
  const medians = (field: keyof MeasuredSlice): number[] => generations.map((slices) => median(column(slices, field)));
  const interval = (field: keyof MeasuredSlice): Interval => medianWithInterval(medians(field));
  return {
    cpuMicroseconds: interval('cpuMicroseconds'),
    callsPerSecond: interval('callsPerSecond'),
    p50Ms: interval('p50Ms'),
    p99Ms: interval('p99Ms'),
    ...(!isShared && { peakMegabytes: interval('peakMegabytes') }),
    serverBusy: median(medians('serverBusy')),
  };
}

/** The ratios of one contender to another: in each generation the median of its rounds, and of these the median. */
export function ratiosOf(measured: Measured, name: string, reference: string): Ratios {
  const references = measured.get(reference) ?? [];
  const interval = (field: keyof MeasuredSlice): Interval =>
    medianWithInterval(
      (measured.get(name) ?? []).map((slices, generation) =>
        pairedRatio(column(slices, field), column(references[generation] ?? [], field)),
      ),
    );
  return { cpu: interval('cpuMicroseconds'), callsPerSecond: interval('callsPerSecond'), p99: interval('p99Ms') };
}
