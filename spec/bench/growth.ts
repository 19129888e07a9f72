// How cost grows: with the size of a request, the number of calls, and concurrency.
import { type Round, type RoundResult, type Server, startWorker } from './processes.ts';
import { SMALL_REQUEST } from './throughput.ts';

/** What one program reached at one step. */
export interface GrowthStep extends RoundResult {
  readonly program: string;
  /** Bytes, calls or concurrent calls. */
  readonly step: number;
}

/** The steps of all three. */
export interface Growth {
  readonly requestBytes: readonly GrowthStep[];
  readonly calls: readonly GrowthStep[];
  readonly concurrency: readonly GrowthStep[];
}

/** How far to go. */
export interface GrowthEffort {
  readonly roundMs: number;
  readonly requestBytes: readonly number[];
  readonly calls: readonly number[];
  readonly concurrency: readonly number[];
}

const PROGRAMS = ['undici', 'client-node', 'aws-sdk'];
// The rest would take a quarter of an hour for the longest step.
const FAST_PROGRAMS = ['undici', 'client-node'];
const NO_LIMIT_MS = 3_600_000;

/** A request of about so many bytes: values of 100,000 characters at most, as the schema allows no more than 131,072. */
function requestOf(bytes: number): object {
  const metadata: Record<string, string> = {};
  for (let left = bytes - 100, index = 0; left > 0; left -= 100_000, index++) {
    metadata[`key${index}`] = 'x'.repeat(Math.min(left, 100_000));
  }
  return { ...SMALL_REQUEST, ClientMetadata: metadata };
}

async function measureSteps(
  server: Server,
  programs: readonly string[],
  steps: readonly number[],
  roundOf: (step: number) => Round,
): Promise<GrowthStep[]> {
  const measured: GrowthStep[] = [];
  for (const program of programs) {
    const worker = await startWorker(program, server.url);
    await worker.run({ concurrency: 50, durationMs: 1_000, request: SMALL_REQUEST });
    for (const step of steps) measured.push({ program, step, ...(await worker.run(roundOf(step))) });
    await worker.stop();
  }
  return measured;
}

/** Measures each step once. */
export async function measureGrowth(server: Server, effort: GrowthEffort): Promise<Growth> {
  const { roundMs: durationMs } = effort;
  const requestBytes = await measureSteps(server, PROGRAMS, effort.requestBytes, (bytes) => ({
    concurrency: 50,
    durationMs,
    request: requestOf(bytes),
  }));
  const calls = await measureSteps(server, FAST_PROGRAMS, effort.calls, (count) => ({
    concurrency: 50,
    durationMs: NO_LIMIT_MS,
    calls: count,
    request: SMALL_REQUEST,
    measuresHeap: true,
  }));
  const concurrency = await measureSteps(server, PROGRAMS, effort.concurrency, (count) => ({
    concurrency: count,
    durationMs,
    request: SMALL_REQUEST,
  }));
  return { requestBytes, calls, concurrency };
}
