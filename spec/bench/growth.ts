// Measures how cost grows with the number of calls, the size of a request, and concurrency.
import { allContenders, type ContenderSpec, SMALL_REQUEST } from './contenders.ts';
import type { Dist } from './dist.ts';
import { type Caller, type Service, type Slice, startCaller } from './processes.ts';
import type { Contender, Growth, GrowthStep, GrowthSteps } from './results.ts';
import { shuffled } from './statistics.ts';

/** The steps, and the time for each. */
export interface GrowthEffort {
  readonly sliceMs: number;
  readonly warmUpMs: number;
  readonly calls: readonly number[];
  readonly requestBytes: readonly number[];
  readonly concurrency: readonly number[];
}

/** One step of growth. */
interface Step {
  readonly size: number;
  readonly contenders: readonly ContenderSpec[];
  readonly slice: Omit<Slice, 'name'>;
}

const COMPARED = ['dispatch', 'node', 'web', 'aws-sdk'] as const;
// A slow contender would need minutes for a million calls.
const MOST_CALLS: Readonly<Record<(typeof COMPARED)[number], number>> = {
  dispatch: 1_000_000,
  node: 1_000_000,
  web: 100_000,
  'aws-sdk': 10_000,
};
const CONCURRENCY = 50;
// Below 131,072 characters, the limit of a metadata value.
const VALUE_BYTES = 100_000;

/** A request of about `bytes` bytes. */
function requestOf(bytes: number): object {
  const frame = JSON.stringify(SMALL_REQUEST).length + 60;
  const metadata: Record<string, string> = {};
  for (let left = bytes - frame, index = 0; left > 0; left -= VALUE_BYTES, index++) {
    metadata[`key${index}`] = 'x'.repeat(Math.min(left, VALUE_BYTES));
  }
  return { ...SMALL_REQUEST, ClientMetadata: metadata };
}

/** Takes each contender through all steps, in a process of its own. */
async function measureSteps(service: Service, steps: readonly Step[], warmUpMs: number): Promise<GrowthSteps> {
  const callers = new Map<string, Caller>();
  const measured: Record<string, Record<string, GrowthStep>> = {};
  for (const { size, contenders, slice } of steps) {
    for (const contender of shuffled(contenders)) {
      const caller = callers.get(contender.name) ?? (await startCaller());
      callers.set(contender.name, caller);
      const name = `${contender.name}-${size}`;
      await caller.open({ ...contender, name }, service.url);
      await caller.run({ name, concurrency: slice.concurrency, durationMs: warmUpMs });
      const result = await caller.run({ name, ...slice, measuresMemory: true });
      measured[contender.name] ??= {};
      Object.assign(measured[contender.name] ?? {}, { [size]: stepOf(result) });
    }
  }
  for (const caller of callers.values()) await caller.stop();
  return measured;
}

const stepOf = ({
  callsPerSecond,
  cpuMicroseconds,
  p99Ms,
  heapMegabytes = Number.NaN,
  residentMegabytes = Number.NaN,
}: Awaited<ReturnType<Caller['run']>>): GrowthStep => ({
  callsPerSecond,
  cpuMicroseconds,
  p99Ms,
  heapMegabytes,
  residentMegabytes,
});

/** Measures every step once. */
export async function measureGrowth(service: Service, dist: Dist, effort: GrowthEffort): Promise<Growth> {
  const { sliceMs: durationMs, warmUpMs } = effort;
  const small = await allContenders(dist);
  const only = (names: readonly Contender[], all = small): ContenderSpec[] => names.map((name) => all[name]);
  const bySize = effort.requestBytes.map(async (size) => ({
    size,
    contenders: only(COMPARED, await allContenders(dist, requestOf(size))),
    slice: { concurrency: CONCURRENCY, durationMs },
  }));
  const byCalls = effort.calls.map((size) => ({
    size,
    contenders: only(COMPARED.filter((name) => size <= MOST_CALLS[name])),
    slice: { concurrency: CONCURRENCY, calls: size },
  }));
  const byConcurrency = effort.concurrency.map((size) => ({
    size,
    contenders: only(COMPARED),
    slice: { concurrency: size, durationMs },
  }));
  return {
    calls: await measureSteps(service, byCalls, warmUpMs),
    requestBytes: await measureSteps(service, await Promise.all(bySize), warmUpMs),
    concurrency: await measureSteps(service, byConcurrency, warmUpMs),
  };
}
