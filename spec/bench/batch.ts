// Runs batches through the built command, with duplicates skipped and without a pace.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type RecordFormat, writeRecords } from './batch-inputs.ts';
import { byName } from './by-name.ts';
import type { Dist } from './dist.ts';
import { environment, type Service } from './processes.ts';
import { BATCH_INPUTS, type Batch, type BatchInput, type BatchRun } from './results.ts';

/** How many records to send, from each input. */
export type BatchEffort = Readonly<Record<BatchInput, readonly number[]>>;

const PRELOADED = new URL('report-usage.mjs', import.meta.url).href;
const CONCURRENCY = 100;
// Requests per second; no machine reaches it.
const UNPACED = 1_000_000;

/** The command's flags, apart from its input. */
const FLAGS = [
  '--client-id=1example23456789',
  `--concurrency=${CONCURRENCY}`,
  `--max-connections=${CONCURRENCY}`,
  `--requests-per-second=${UNPACED}`,
];

/** Runs the command, and throws unless it reports that every record was accepted. */
async function runCommand(command: string, args: readonly string[], count: number): Promise<BatchRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', PRELOADED, command, ...FLAGS, ...args], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const usage = child.stdio[3];
  if (!(usage instanceof Readable) || !child.stderr) throw new Error('The command has no pipes');
  const [stderr, printed, [code]] = await Promise.all([text(child.stderr), text(usage), once(child, 'exit')]);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (code !== 0 || !stderr.includes(` ${count.toLocaleString('en')} accepted`)) throw new Error(stderr);
  const { userCPUTime, systemCPUTime, maxRSS }: NodeJS.ResourceUsage = JSON.parse(printed);
  return {
    recordsPerSecond: count / seconds,
    cpuMicroseconds: (userCPUTime + systemCPUTime) / count,
    peakMegabytes: maxRSS / 1_024,
  };
}

const formatOf = (input: BatchInput): RecordFormat => (input === 'lines-with-journal' ? 'lines' : input);

/** Sends records from one input. */
export async function runBatch(service: Service, dist: Dist, input: BatchInput, count: number): Promise<BatchRun> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-'));
  const path = join(folder, 'records');
  try {
    await writeRecords(path, formatOf(input), count);
    const args = [`--endpoint-url=${service.url}`, `--input=${path}`];
    if (input === 'lines-with-journal') args.push(`--journal=${join(folder, 'journal')}`);
    return await runCommand(dist.pathOf('cli.js'), args, count);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Sends each number of records from each input once. */
export async function measureBatch(service: Service, dist: Dist, effort: BatchEffort): Promise<Batch> {
  const measured = byName(BATCH_INPUTS, (): Record<string, BatchRun> => ({}));
  for (const input of BATCH_INPUTS) {
    for (const count of effort[input]) measured[input][count] = await runBatch(service, dist, input, count);
  }
  return measured;
}
