// Half a million calls with one client in one process, one in a hundred of them broken: what grows, leaks.
//   npm run soak -- [--client node|web] [--calls N]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startFaultyService } from '../faults/service.ts';
import type { Sample, SoakAssignment, SoakReport } from './caller.ts';

const MEGABYTE = 2 ** 20;

/** The mean of a tenth of the samples. */
function meanOf(samples: readonly Sample[], tenth: 'first' | 'last'): Sample {
  const size = Math.max(Math.floor(samples.length / 10), 1);
  const chosen = tenth === 'first' ? samples.slice(0, size) : samples.slice(-size);
  const mean = (value: (sample: Sample) => number): number =>
    chosen.reduce((sum, sample) => sum + value(sample), 0) / chosen.length;
  return {
    heapBytes: mean(({ heapBytes }) => heapBytes),
    sockets: mean(({ sockets }) => sockets),
    timers: mean(({ timers }) => timers),
  };
}

function describe(name: string, { heapBytes, sockets, timers }: Sample): string {
  const heap = (heapBytes / MEGABYTE).toFixed(2);
  return `${name}: heap ${heap} MB, sockets ${sockets.toFixed(1)}, timers ${timers.toFixed(1)}`;
}

/** What has grown from the first to the last tenth by more than chance, and what a short run needs to get warm. */
function growthBetween(first: Sample, last: Sample): string[] {
  const limits = { heapBytes: first.heapBytes * 0.1 + 2 * MEGABYTE, sockets: 25, timers: 25 };
  return (['heapBytes', 'sockets', 'timers'] as const).filter((name) => last[name] > first[name] + limits[name]);
}

async function callFrom(assignment: SoakAssignment): Promise<SoakReport> {
  const execArgv = ['--expose-gc', '--import', 'tsx'];
  const caller = fork(fileURLToPath(new URL('caller.ts', import.meta.url)), { execArgv });
  caller.send(assignment);
  const ended = once(caller, 'exit').then(([code]) => Promise.reject(new Error(`The caller ended with ${code}`)));
  const [report] = (await Promise.race([once(caller, 'message'), ended])) as [SoakReport];
  return report;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { client: { type: 'string', default: 'node' }, calls: { type: 'string', default: '500000' } },
  });
  const calls = Number(values.calls);
  const client = values.client === 'web' ? 'web' : 'node';
  const service = await startFaultyService();
  const { samples, outcomes, unsettled, seconds } = await callFrom({ client, calls, endpoint: service.endpoints.http });
  const doubles = service.count(({ acts }) => acts > 1);
  await service.close();
  const [first, last] = [meanOf(samples, 'first'), meanOf(samples, 'last')];
  const grown = growthBetween(first, last);
  console.log(`${calls} calls of the ${client} build in ${seconds.toFixed()} s: ${JSON.stringify(outcomes)}`);
  console.log(`${describe('first tenth', first)}\n${describe('last tenth', last)}`);
  console.log(
    `not settled exactly once: ${unsettled}; users with two codes: ${doubles}; grown: ${grown.join() || 'nothing'}`,
  );
  process.exitCode = unsettled || doubles || grown.length ? 1 : 0;
}

await main();
