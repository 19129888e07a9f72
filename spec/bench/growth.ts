// Measures how cost grows with the number of calls, the size of a request, and concurrency.
import { pathToFileURL } from 'node:url';
import { byName } from './by-name.ts';
import { allContenders, SMALL_REQUEST, type Specs } from './contenders.ts';
import type { Dist } from './dist.ts';
import { type Caller, type Service, type Slice, startCaller } from './processes.ts';
import type { Contender, Growth, GrowthStep, GrowthSteps } from './results.ts';
import { shuffled } from './statistics.ts';

/** The steps, and the time for each. */
export interface GrowthEffort {
  readonly sliceMs: number;
  /** Calls of a new process before its first step; V8 optimises by calls, not by time. */
  readonly warmUpCalls: number;
  /** Before each step. */
  readonly warmUpMs: number;
  readonly calls: readonly number[];
  readonly requestBytes: readonly number[];
  readonly concurrency: readonly number[];
}

/** One step of growth. */
interface Step {
  readonly size: number;
  readonly specs: Specs;
  /** Default: all. */
  readonly contenders?: readonly Compared[];
  readonly slice: Omit<Slice, 'name'>;
}

const COMPARED = ['dispatch', 'node', 'web', 'aws-sdk'] as const satisfies readonly Contender[];

type Compared = (typeof COMPARED)[number];

// A slow contender would need minutes for a million calls.
const MOST_CALLS: Readonly<Record<Compared, number>> = {
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
async function measureSteps(
  service: Service,
  steps: readonly Step[],
  { warmUpCalls, warmUpMs }: GrowthEffort,
): Promise<GrowthSteps> {
  const callers = new Map<Compared, Caller>();
  const measured = byName(COMPARED, (): Record<string, GrowthStep> => ({}));
  for (const { size, specs, contenders = COMPARED, slice } of steps) {
    for (const contender of shuffled(contenders)) {
      const name = `${contender}-${size}`;
      const known = callers.get(contender);
      const caller = known ?? (await startCaller());
      callers.set(contender, caller);
      await caller.open({ ...specs[contender], name }, service.url);
      if (!known) await caller.run({ name, concurrency: slice.concurrency, calls: warmUpCalls });
      await caller.run({ name, concurrency: slice.concurrency, durationMs: warmUpMs });
      const result = await caller.run({ name, ...slice, measuresMemory: true });
      measured[contender][size] = stepOf(result);
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
  const { sliceMs: durationMs } = effort;
  // One module instance for all steps, which V8 has optimised before the second one.
  const inPlace: Dist = { ...dist, copy: async (file) => pathToFileURL(dist.pathOf(file)).href };
  const specs = await allContenders(inPlace);
  const byCalls = effort.calls.map((size) => ({
    size,
    specs,
    contenders: COMPARED.filter((name) => size <= MOST_CALLS[name]),
    slice: { concurrency: CONCURRENCY, calls: size },
  }));
  const bySize = effort.requestBytes.map(async (size) => ({
    size,
    specs: await allContenders(inPlace, requestOf(size)),
    slice: { concurrency: CONCURRENCY, durationMs },
  }));
  const byConcurrency = effort.concurrency.map((size) => ({
    size,
    specs,
    slice: { concurrency: size, durationMs },
  }));
  return {
    calls: await measureSteps(service, byCalls, effort),
    requestBytes: await measureSteps(service, await Promise.all(bySize), effort),
    concurrency: await measureSteps(service, byConcurrency, effort),
  };
}
