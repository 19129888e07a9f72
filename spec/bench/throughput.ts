// Calls per second, processor time, latency and memory, at several concurrencies.
import { type RoundResult, type Server, startWorker, type Worker } from './processes.ts';
import { median, pairedRatio, spread } from './statistics.ts';

/** The programs that are compared, the reference first. */
export const PROGRAMS = [
  'undici',
  'client-node',
  'client-node-confirm',
  'fetch',
  'fetch-timeout',
  'client-web',
  'aws-sdk',
  'identity-js',
  'raw-sockets',
] as const;

export type ProgramName = (typeof PROGRAMS)[number];

export const SMALL_REQUEST = { Username: 'alice@example.com' };

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
}

/** What one program reached at one concurrency. */
export interface Figures {
  readonly program: ProgramName;
  readonly concurrency: number;
  /** Calls per second, the median of all rounds. */
  readonly rate: number;
  /** The middle half of the rounds, as a part of the median. */
  readonly rateSpread: number;
  readonly cpuMicroseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly peakMegabytes: number;
  /** The share of one processor that the server used in this program's rounds. */
  readonly serverBusy: number;
  /** Of rate, processor time and p99, to those of each other program in the same rounds. */
  readonly ratios: Readonly<Partial<Record<ProgramName, { rate: number; cpu: number; p99: number }>>>;
}

interface Measured extends RoundResult {
  readonly serverBusy: number;
}

async function runRound(worker: Worker, server: Server, concurrency: number, durationMs: number): Promise<Measured> {
  const before = await server.cpuMs();
  const result = await worker.run({ concurrency, durationMs, request: SMALL_REQUEST });
  return { ...result, serverBusy: ((await server.cpuMs()) - before) / result.tookMs };
}

/** Measures all programs at one concurrency, in rounds that take turns; each in a fresh process. */
export async function measureThroughput(server: Server, concurrency: number, effort: Effort): Promise<Figures[]> {
  const workers = new Map<ProgramName, Worker>();
  for (const program of PROGRAMS) workers.set(program, await startWorker(program, server.url));
  const results = new Map<ProgramName, Measured[]>();
  for (const [program, worker] of workers) {
    await runRound(worker, server, concurrency, effort.warmUpMs);
    results.set(program, []);
  }
  for (let round = 0; round < effort.rounds; round++) {
    // Forwards and backwards, so that a load that grows or falls is nobody's advantage.
    const order = round % 2 ? [...workers].reverse() : [...workers];
    for (const [program, worker] of order) {
      results.get(program)?.push(await runRound(worker, server, concurrency, effort.roundMs));
    }
  }
  for (const worker of workers.values()) await worker.stop();
  return PROGRAMS.map((program) => summarise(program, concurrency, results));
}

function summarise(
  program: ProgramName,
  concurrency: number,
  results: ReadonlyMap<ProgramName, readonly Measured[]>,
): Figures {
  const all = (name: ProgramName, field: keyof Measured): number[] =>
    (results.get(name) ?? []).map((result) => result[field] ?? Number.NaN);
  const middle = (field: keyof Measured): number => median(all(program, field));
  const ratiosTo = (other: ProgramName) => ({
    rate: pairedRatio(all(program, 'rate'), all(other, 'rate')),
    cpu: pairedRatio(all(program, 'cpuMicroseconds'), all(other, 'cpuMicroseconds')),
    p99: pairedRatio(all(program, 'p99Ms'), all(other, 'p99Ms')),
  });
  return {
    program,
    concurrency,
    rate: middle('rate'),
    rateSpread: spread(all(program, 'rate')),
    cpuMicroseconds: middle('cpuMicroseconds'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    peakMegabytes: Math.max(...all(program, 'peakMegabytes')),
    serverBusy: middle('serverBusy'),
    ratios: Object.fromEntries(PROGRAMS.map((other) => [other, ratiosTo(other)])),
  };
}
