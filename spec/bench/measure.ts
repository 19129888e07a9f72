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

/** What to measure. */
export interface Measurement {
  readonly plan: Plan;
  readonly parts: readonly Part[];
  readonly isShort: boolean;
  /** Called with each part once it is measured. */
  readonly onPart: (part: Partial<Results>) => void;
}

/** Measures the chosen parts, and reports progress on standard error. */
export async function measure(
  service: Service,
  dist: Dist,
  { plan, parts, isShort, onPart }: Measurement,
): Promise<Results> {
  const startedAt = performance.now();
  const take = async <Name extends Part>(
    part: Name,
    run: () => Promise<NonNullable<Results[Name]>>,
  ): Promise<Partial<Results>> => {
    if (!parts.includes(part)) return {};
    const measured: Partial<Results> = { [part]: await run() };
    onPart(measured);
    console.error(`\n${part}: done after ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    return measured;
  };
  const measured = {
    ...(await describeRun(isShort)),
    ...(await take('shared', () => throughput(service, dist, plan.shared, true))),
    ...(parts.includes('shared') && { keyImports: await countKeyImports(service, dist) }),
    ...(await take('own', () => throughput(service, dist, plan.own, false))),
    ...(await take('coldStart', () => measureColdStart(service, dist, plan.coldStartRounds))),
    ...(await take('growth', () => measureGrowth(service, dist, plan.growth))),
    ...(await take('batch', () => measureBatch(service, dist, plan.batch))),
  };
  return { ...measured, goals: goalsOf(measured) };
}
