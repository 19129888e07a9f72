// Compares the client with its peers:
//   npm run bench [-- --short] [--out FILE] [--faults]
// --short takes a minute instead of a quarter of an hour; --faults compares what becomes of calls to a faulty service instead.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installLocked } from '../support/install-locked.ts';
import { measureAlone } from './alone.ts';
import { measureColdStart } from './cold-start.ts';
import { coldStartGoals, throughputGoals } from './goals.ts';
import { type GrowthEffort, measureGrowth } from './growth.ts';
import { type Server, startServer } from './processes.ts';
import { formatAlone, formatColdStart, formatGoals, formatGrowth, formatThroughput } from './tables.ts';
import { type Effort, type Figures, measureThroughput } from './throughput.ts';

/** How much is measured. */
interface Plan {
  readonly concurrencies: readonly number[];
  readonly effort: Effort;
  readonly coldStarts: number;
  readonly alone: readonly [rounds: number, roundMs: number];
  readonly growth: GrowthEffort;
}

const FULL: Plan = {
  concurrencies: [1, 50, 500],
  effort: { rounds: 15, roundMs: 1_000, warmUpMs: 3_000 },
  coldStarts: 25,
  alone: [15, 100],
  growth: {
    roundMs: 2_000,
    requestBytes: [200, 2_000, 20_000, 100_000, 300_000],
    calls: [1_000, 10_000, 100_000, 1_000_000],
    concurrency: [1, 10, 50, 100, 500, 1_000],
  },
};

const SHORT: Plan = {
  concurrencies: [50],
  effort: { rounds: 5, roundMs: 300, warmUpMs: 1_000 },
  coldStarts: 5,
  alone: [5, 20],
  growth: { roundMs: 300, requestBytes: [200, 300_000], calls: [1_000, 10_000], concurrency: [1, 500] },
};

async function measure(server: Server, plan: Plan): Promise<object> {
  const throughput: Figures[] = [];
  for (const concurrency of plan.concurrencies) {
    const figures = await measureThroughput(server, concurrency, plan.effort);
    console.log(formatThroughput(figures));
    throughput.push(...figures);
  }
  const coldStart = await measureColdStart(server.url, plan.coldStarts);
  console.log(formatColdStart(coldStart));
  const alone = measureAlone(...plan.alone);
  console.log(formatAlone(alone));
  const growth = await measureGrowth(server, plan.growth);
  console.log(formatGrowth(growth));
  const goals = [...throughputGoals(throughput), ...coldStartGoals(coldStart)];
  console.log(formatGoals(goals));
  const machine = {
    node: process.version,
    platform: platform(),
    arch: arch(),
    processors: cpus().map(({ model }) => model),
  };
  return { machine, plan, goals, throughput, coldStart, alone, growth };
}

/** What becomes of the same calls in the hands of each client. */
function compareFaults(): void {
  const script = fileURLToPath(new URL('../integration/faults/run.ts', import.meta.url));
  for (const client of ['node', 'web', 'sdk']) {
    console.log(`\n${client}`);
    spawnSync(process.execPath, ['--import', 'tsx', script, '--client', client], { stdio: 'inherit' });
  }
}

const { values } = parseArgs({
  options: { short: { type: 'boolean' }, faults: { type: 'boolean' }, out: { type: 'string' } },
});

await installLocked(fileURLToPath(new URL('.', import.meta.url)));
if (values.faults) compareFaults();
else {
  const server = await startServer();
  const results = await measure(server, values.short ? SHORT : FULL);
  await server.stop();
  const path = values.out ?? fileURLToPath(new URL('results.json', import.meta.url));
  await writeFile(path, `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`\nAll figures are in ${path}`);
}
