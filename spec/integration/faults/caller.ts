// Makes the calls, in a process of its own, so that neither side waits for the other's work.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import tls from 'node:tls';
import { seededChance } from '../../support/chance.ts';
import { type ClientName, type Ending, type FaultClient, loadClient, type MakeClient } from './clients.ts';
import { type CallPlan, type PlanOptions, planCall, type Route } from './plan.ts';

/** What the caller is told. */
export interface Assignment extends PlanOptions {
  readonly client: ClientName;
  readonly calls: number;
  readonly concurrency: number;
  readonly endpoints: Readonly<Record<Route, string>>;
  /** The one authority to trust, in PEM. */
  readonly authority: string;
}

/** What the caller reports of each call. */
export interface Report {
  readonly index: number;
  readonly ending: Ending;
}

// So many calls share clients, which are then closed: retry quotas start afresh, and connections are freed under load.
const GENERATION = 500;

/** Clients that are shared by calls alike, and closed after the last call of their generation. */
function clientsOf(make: MakeClient, { calls, endpoints }: Assignment) {
  const generations = new Map<number, { readonly clients: Map<string, FaultClient>; left: number }>();
  const generationOf = (index: number) => {
    const number = Math.floor(index / GENERATION);
    const left = Math.min(GENERATION, calls - number * GENERATION);
    const generation = generations.get(number) ?? { clients: new Map<string, FaultClient>(), left };
    generations.set(number, generation);
    return generation;
  };
  return {
    clientFor(index: number, plan: CallPlan): FaultClient {
      const { clients } = generationOf(index);
      const key = [plan.route, plan.delivery, plan.patience].join();
      const client = clients.get(key) ?? make(endpoints[plan.route], plan);
      clients.set(key, client);
      return client;
    },
    async finish(index: number): Promise<void> {
      const generation = generationOf(index);
      generation.left--;
      if (generation.left) return;
      generations.delete(Math.floor(index / GENERATION));
      await Promise.all([...generation.clients.values()].map((client) => client.close()));
    },
  };
}

async function makeCalls(assignment: Assignment, report: (report: Report) => void): Promise<void> {
  const { client: name, calls, concurrency } = assignment;
  const { clientFor, finish } = clientsOf(await loadClient(name), assignment);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < calls; index = next++) {
      const plan = planCall(assignment, index);
      const controller = new AbortController();
      const called = clientFor(index, plan).call(plan, controller.signal);
      if (plan.abortAfterMs !== undefined) wait(plan.abortAfterMs).then(() => controller.abort());
      report({ index, ending: await called });
      await finish(index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

/** Lets this whole process trust one authority. NODE_EXTRA_CA_CERTS would read it again for each connection, which is slow. */
function trust(ca: string): void {
  const { createSecureContext } = tls;
  tls.createSecureContext = (options) => createSecureContext({ ...options, ca });
}

async function main(): Promise<void> {
  const [assignment] = (await once(process, 'message')) as [Assignment];
  // The same at each run, and so small that back-off costs no time: it is no part of what is tested here.
  const chance = seededChance(assignment.seed);
  Math.random = () => chance.below(1_000) / 50_000;
  trust(assignment.authority);
  await makeCalls(assignment, (report) => process.send?.(report));
  process.disconnect();
}

await main();
