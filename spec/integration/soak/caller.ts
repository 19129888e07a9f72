// Makes the calls of a soak, with one client in one process, and measures that process.
import { once } from 'node:events';
import { seededChance } from '../../support/chance.ts';
import { loadClient } from '../faults/clients.ts';
import type { CallPlan } from '../faults/plan.ts';
import { stepsOf } from '../faults/steps.ts';

/** What the caller is told. */
export interface SoakAssignment {
  readonly client: 'node' | 'web';
  readonly calls: number;
  readonly endpoint: string;
}

/** What is left in the process at one moment, garbage collected. */
export interface Sample {
  readonly heapBytes: number;
  readonly sockets: number;
  readonly timers: number;
}

/** What the caller reports in the end. */
export interface SoakReport {
  /** In order, at equal distances. */
  readonly samples: readonly Sample[];
  /** How many calls ended how. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many calls settled, or said that they had, less or more than once. */
  readonly unsettled: number;
  readonly seconds: number;
}

const CONCURRENCY = 64;
const SAMPLES = 100;
const FAULTS_IN = 100;

function planSoak(index: number): CallPlan {
  const chance = seededChance(index);
  const step = chance.below(FAULTS_IN) ? 'a success' : chance.pick(stepsOf.ForgotPassword).name;
  const like = {
    operation: 'ForgotPassword',
    route: 'http',
    delivery: 'at-most-once',
    patience: 'short',
    abortAfterMs: undefined,
  } as const;
  return { username: `caller-${index}`, steps: [step], ...like };
}

function measure(): Sample {
  globalThis.gc?.();
  const resources = process.getActiveResourcesInfo();
  const count = (name: string): number => resources.filter((each) => each === name).length;
  return { heapBytes: process.memoryUsage().heapUsed, sockets: count('TCPSocketWrap'), timers: count('Timeout') };
}

async function soak({ client: name, calls, endpoint }: SoakAssignment): Promise<SoakReport> {
  const startedAt = performance.now();
  const client = (await loadClient(name))(endpoint, planSoak(0));
  const settled = new Uint8Array(calls);
  const outcomes: Record<string, number> = {};
  const samples: Sample[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < calls; index = next++) {
      const { told } = await client.call(planSoak(index), new AbortController().signal);
      settled[index] = told.length;
      for (const outcome of told) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (index % Math.ceil(calls / SAMPLES) === 0) samples.push(measure());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  await client.close();
  const unsettled = settled.filter((times) => times !== 1).length;
  return { samples, outcomes, unsettled, seconds: (performance.now() - startedAt) / 1_000 };
}

const [assignment] = (await once(process, 'message')) as [SoakAssignment];
Math.random = () => 0;
process.send?.(await soak(assignment));
process.disconnect();
