// Measures many short slices of calls, in rounds of random order: all contenders in one process, or each in its own.
// V8's optimisation differs from process to process, so several generations of processes are measured; each counts
// once.
import type { ContenderSpec } from './contenders.ts';
import { type Caller, type Service, type SliceResult, startCaller } from './processes.ts';
import { shuffled } from './statistics.ts';

/** How much to measure. */
export interface Effort {
  /** How often all processes are started; at least six for intervals of 95 %. */
  readonly generations: number;
  readonly rounds: number;
  /** Processor time that a contender spends on unmeasured calls before each slice. */
  readonly leadCpuMs: number;
  readonly sliceMs: number;
  /** Calls and then time for each contender to warm up: V8 optimises by calls, and fast contenders make many. */
  readonly warmUpCalls: number;
  readonly warmUpMs: number;
  readonly concurrencies: readonly number[];
}

/** A slice, with the share of one processor that the service used. */
export interface MeasuredSlice extends SliceResult {
  readonly serverBusy: number;
}

/** The slices at one concurrency: by contender, then by generation. */
export type Measured = ReadonlyMap<string, readonly (readonly MeasuredSlice[])[]>;

/** Opens all contenders, and returns the process of each. */
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

/** Lets V8 optimise each contender, in three turns, after the others have run too. */
async function warmUp(
  callers: ReadonlyMap<string, Caller>,
  { warmUpCalls, warmUpMs, concurrencies }: Effort,
): Promise<void> {
  const concurrency = Math.max(...concurrencies);
  for (let turn = 0; turn < 3; turn++) {
    for (const [name, caller] of shuffled([...callers])) {
      await caller.run({ name, concurrency, calls: warmUpCalls / 3 });
      await caller.run({ name, concurrency, durationMs: warmUpMs / 3 });
    }
  }
}

async function measureRounds(
  callers: ReadonlyMap<string, Caller>,
  service: Service,
  concurrency: number,
  { rounds, leadCpuMs, sliceMs: durationMs }: Effort,
): Promise<ReadonlyMap<string, readonly MeasuredSlice[]>> {
  const slices = new Map([...callers.keys()].map((name) => [name, [] as MeasuredSlice[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, caller] of shuffled([...callers])) {
      const before = await service.cpuMs();
      const startedAt = performance.now();
      const result = await caller.run({ name, concurrency, leadCpuMs, durationMs });
      // The unmeasured calls keep the service busy too.
      const serverBusy = ((await service.cpuMs()) - before) / (performance.now() - startedAt);
      slices.get(name)?.push({ ...result, serverBusy });
    }
  }
  return slices;
}

/** Measures contenders in the same rounds; returns their slices by concurrency. */
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
