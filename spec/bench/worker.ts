// One program in a process of its own, which calls as fast as it can for as long as it is told to.
import type { Program, Round, RoundResult } from './processes.ts';
import { quantile } from './statistics.ts';

const [path = '', url = ''] = process.argv.slice(2);
const { open }: Program = await import(path);
const client = await open(url);

async function run({
  concurrency,
  durationMs,
  calls = Number.POSITIVE_INFINITY,
  request,
}: Round): Promise<RoundResult> {
  const latenciesMs: number[] = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let started = 0;
  const callInTurn = async (): Promise<void> => {
    let now = performance.now();
    while (now < startedAt + durationMs && started < calls) {
      started++;
      await client.call(request);
      const then = now;
      now = performance.now();
      latenciesMs.push(now - then);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, callInTurn));
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    rate: (latenciesMs.length / tookMs) * 1_000,
    cpuMicroseconds: (user + system) / latenciesMs.length,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    tookMs,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
}

/** What is still held after a collection: growth of it would be a leak. */
function heldMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

process.on('message', async (round: Round) => {
  const result = await run(round);
  process.send?.(round.measuresHeap ? { ...result, heldMegabytes: heldMegabytes() } : result);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
