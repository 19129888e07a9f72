// Measures the parts of a plan in turn.
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { measureBatch } from './batch.ts';
import { measureColdStart } from './cold-start.ts';
import { allContenders } from './contenders.ts';
import type { Dist } from './dist.ts';
import { summarise } from './figures.ts';
import { goalsOf } from './goals.ts';
import { measureGrowth } from './growth.ts';
import { countKeyImports } from './key-imports.ts';
import type { Part, Plan } from './plan.ts';
import type { Service } from './processes.ts';
import { type ByConcurrency, CONTENDERS, type Results } from './results.ts';
import { type Effort, measureThroughput } from './throughput.ts';

async function throughput(service: Service, dist: Dist, effort: Effort, isShared: boolean): Promise<ByConcurrency> {
  const specs = await allContenders(dist);
  const measured = await measureThroughput(
    service,
    CONTENDERS.map((name) => specs[name]),
    effort,
    isShared,
  );
  return Object.fromEntries([...measured].map(([concurrency, each]) => [concurrency, summarise(each, isShared)]));
}

async function describeRun(isShort: boolean): Promise<Pick<Results, 'version' | 'plan' | 'machine'>> {
  const { version }: { version: string } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const processors = cpus();
  return {
    version,
    plan: isShort ? 'short' : 'full',
    machine: {
      processor: processors[0]?.model ?? 'unknown',
      processors: processors.length,
      node: process.versions.node,
    },
  };
}

/** Measures the chosen parts, and reports progress on standard error. */
export async function measure(
  service: Service,
  dist: Dist,
  plan: Plan,
  { parts, isShort }: { readonly parts: readonly Part[]; readonly isShort: boolean },
): Promise<Results> {
  const startedAt = performance.now();
  const take = async <T>(part: Part, run: () => Promise<T>): Promise<T | undefined> => {
    if (!parts.includes(part)) return undefined;
    console.error(`${Math.round((performance.now() - startedAt) / 1_000)} s: ${part}`);
    return run();
  };
  const shared = await take('shared', () => throughput(service, dist, plan.shared, true));
  const keyImports = await take('shared', () => countKeyImports(service, dist));
  const own = await take('own', () => throughput(service, dist, plan.own, false));
  const coldStart = await take('coldStart', () => measureColdStart(service, dist, plan.coldStartRounds));
  const growth = await take('growth', () => measureGrowth(service, dist, plan.growth));
  const batch = await take('batch', () => measureBatch(service, dist, plan.batch));
  console.error(`${Math.round((performance.now() - startedAt) / 1_000)} s: done`);
  const measured = {
    ...(await describeRun(isShort)),
    ...(shared && { shared }),
    ...(own && { own }),
    ...(coldStart && { coldStart }),
    ...(growth && { growth }),
    ...(batch && { batch }),
    ...(keyImports !== undefined && { keyImports }),
  };
  return { ...measured, goals: goalsOf(measured) };
}
