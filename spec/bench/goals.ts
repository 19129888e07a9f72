// What the project has set itself, held against what was measured. Nothing fails here: a machine's noise is no fault.
import type { ColdStart, ColdStartName } from './cold-start.ts';
import type { Figures, ProgramName } from './throughput.ts';

/** One goal. */
export interface Goal {
  readonly name: string;
  readonly measured: number;
  readonly limit: number;
  readonly isMet: boolean;
}

const atLeast = (name: string, measured: number, limit: number): Goal => {
  return { name: `${name}, at least`, measured, limit, isMet: measured >= limit };
};

const atMost = (name: string, measured: number, limit: number): Goal => {
  return { name: `${name}, at most`, measured, limit, isMet: measured <= limit };
};

/** The goals of throughput, as far as their concurrency was measured. */
export function throughputGoals(figures: readonly Figures[]): Goal[] {
  const find = (program: ProgramName, concurrency: number): Figures | undefined =>
    figures.find((each) => each.program === program && each.concurrency === concurrency);
  const client = find('client-node', 50);
  const confirm = find('client-node-confirm', 50);
  const web = find('client-web', 50);
  const crowdedClient = find('client-node', 500);
  const crowdedUndici = find('undici', 500);
  const goals = [
    atLeast('Node build, calls/s to undici', client?.ratios.undici?.rate ?? Number.NaN, 1),
    atLeast('Node build, calls/s to AWS SDK v3', client?.ratios['aws-sdk']?.rate ?? Number.NaN, 10),
    atLeast('Confirm, calls/s to forgot (Node build)', confirm?.ratios['client-node']?.rate ?? Number.NaN, 0.97),
    atLeast('Web build, calls/s to fetch', web?.ratios.fetch?.rate ?? Number.NaN, 0.97),
    atMost('Node build, p99 to undici', client?.ratios.undici?.p99 ?? Number.NaN, 1.15),
    atMost(
      'Node build, MB over undici at 500',
      (crowdedClient?.peakMegabytes ?? Number.NaN) - (crowdedUndici?.peakMegabytes ?? Number.NaN),
      20,
    ),
  ];
  return goals.filter(({ measured }) => !Number.isNaN(measured));
}

/** The goals of the cold start. */
export function coldStartGoals(starts: readonly ColdStart[]): Goal[] {
  const find = (name: ColdStartName): ColdStart | undefined => starts.find((each) => each.name === name);
  const first = find('first answer: client, Node build')?.ratios;
  return [
    atMost('First answer, to AWS SDK v3', first?.['first answer: AWS SDK v3'] ?? Number.NaN, 0.6),
    atMost("First answer, to undici's pool alone", first?.['first answer: undici, its pool alone'] ?? Number.NaN, 1.1),
    atMost('Import of the Node build, ms over none', find('import: client, Node build')?.overEmptyMs ?? Number.NaN, 8),
  ];
}
