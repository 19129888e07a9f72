// Sends one client through thousands of calls to a faulty service, and prints what came of it:
//   tsx spec/integration/faults/run.ts --client node|web|sdk [--calls N] [--seed N] [--concurrency N] [--delivery MODE]
//     [--operation ForgotPassword|ConfirmForgotPassword]
// The SDK must have been installed: npm ci --prefix spec/bench
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { operations } from './answers.ts';
import type { Assignment, Report } from './caller.ts';
import { clientNames } from './clients.ts';
import type { Case } from './judge.ts';
import { deliveries, planCall } from './plan.ts';
import { type FaultyService, startFaultyService } from './service.ts';
import { formatTally, type Tally, tally } from './table.ts';

/** What to run. */
export type FaultRun = Omit<Assignment, 'endpoints' | 'authority'>;

/** Makes the calls in a child process, and resolves with what each ended with. */
async function callFrom(run: FaultRun, { endpoints, authority }: FaultyService): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const caller = fork(fileURLToPath(new URL('caller.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  caller.on('message', (report: Report) => reports.push(report));
  caller.send({ ...run, endpoints, authority } satisfies Assignment);
  const [code] = await once(caller, 'exit');
  if (code !== 0) throw new Error(`The caller ended with ${code}`);
  return reports;
}

/** Runs calls, and counts what came of them. */
export async function runFaults(run: FaultRun): Promise<Tally> {
  const service = await startFaultyService();
  try {
    const reports = await callFrom(run, service);
    // A call that is never settled, or twice, is missed here.
    const settled = new Set(reports.map(({ index }) => index)).size;
    if (settled !== run.calls || reports.length !== run.calls)
      throw new Error(`${settled} of ${run.calls} calls settled`);
    const cases = reports.map(({ index, ending }): Case => {
      const plan = planCall(run, index);
      return { client: run.client, plan, ending, account: service.accountOf(plan.username) };
    });
    return tally(run.operation, cases);
  } finally {
    await service.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      client: { type: 'string', default: 'node' },
      calls: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      concurrency: { type: 'string', default: '128' },
      delivery: { type: 'string' },
      operation: { type: 'string', default: 'ForgotPassword' },
    },
  });
  const client = clientNames.find((name) => name === values.client);
  const delivery = deliveries.find((name) => name === values.delivery);
  if (!client) throw new Error(`--client must be one of ${clientNames.join(', ')}`);
  const operation = operations.find((name) => name === values.operation);
  if (!operation) throw new Error(`--operation must be one of ${operations.join(', ')}`);
  const { calls, seed, concurrency } = values;
  const counts = { calls: Number(calls), seed: Number(seed), concurrency: Number(concurrency) };
  const result = await runFaults({ client, operation, delivery, ...counts });
  console.log([formatTally(result), ...result.complaints].join('\n'));
  process.exitCode = result.complaints.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
