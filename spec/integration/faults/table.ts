// What came of many calls, as figures and as a table.
import type { OperationName } from '../../../lib/operations/operation.ts';
import { type Case, judge } from './judge.ts';
import { stepOf } from './steps.ts';

/** The figures of some calls. */
export interface Figures {
  calls: number;
  /** How many attempts the service heard. */
  heard: number;
  /** How often the service acted: the codes that it sent, or its changes of a password. */
  acts: number;
  /** Calls for which the service acted more than once. */
  doubles: number;
  mostActs: number;
  /** Calls that failed although the service acted. */
  failedAfterActing: number;
  /** Of those, calls that say themselves that the service may have acted. */
  said: number;
  wrong: number;
}

/** The figures by row, and the first wrong calls in words. */
export interface Tally {
  readonly operation: OperationName;
  readonly rows: ReadonlyMap<string, Figures>;
  readonly complaints: readonly string[];
}

// The SDK knows no promise, only its retry mode.
const SDK = 'standard retries';
const MOST_COMPLAINTS = 20;
const none: Figures = {
  calls: 0,
  heard: 0,
  acts: 0,
  doubles: 0,
  mostActs: 0,
  failedAfterActing: 0,
  said: 0,
  wrong: 0,
};

function familyOf({ plan: { operation, route, steps } }: Case): string {
  if (route === 'refused' || route === 'no such host') return 'no connection';
  if (route.startsWith('TLS')) return 'TLS handshake failure';
  if (route !== 'http' && route !== 'tls') return `certificate: ${route}`;
  return stepOf(operation, steps[0] ?? '').family;
}

function add(figures: Figures, { ending, account: { acts, arrivals } }: Case, complaint: string | undefined): void {
  const hasFailedAfterActing = ending.outcome !== 'accepted' && acts > 0;
  figures.calls++;
  figures.heard += arrivals.length;
  figures.acts += acts;
  figures.doubles += Number(acts > 1);
  figures.mostActs = Math.max(figures.mostActs, acts);
  figures.failedAfterActing += Number(hasFailedAfterActing);
  figures.said += Number(hasFailedAfterActing && (ending.isAborted ? ending.told[0] : ending.outcome) === 'unknown');
  figures.wrong += Number(complaint !== undefined);
}

/** Counts calls: by the fault that their first attempt met, and by delivery. */
export function tally(operation: OperationName, cases: Iterable<Case>): Tally {
  const rows = new Map<string, Figures>();
  const complaints: string[] = [];
  for (const one of cases) {
    const { client, plan, ending, account } = one;
    // The SDK does not say what became of a call, and can be neither right nor wrong.
    const complaint = client === 'sdk' ? undefined : judge(one);
    const delivery = client === 'sdk' ? SDK : plan.delivery;
    for (const name of [`${delivery}: ${familyOf(one)}`, `${delivery}: all`]) {
      const row = rows.get(name) ?? { ...none };
      rows.set(name, row);
      add(row, one, complaint);
    }
    if (complaint && complaints.length < MOST_COMPLAINTS) {
      const done = account.arrivals.map(({ name }) => name).join(', ');
      complaints.push(`${complaint}: ${JSON.stringify(plan)} ended with ${JSON.stringify(ending)}; heard: ${done}`);
    }
  }
  return { operation, rows: new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1))), complaints };
}

const whatItDoes = { ForgotPassword: 'codes', ConfirmForgotPassword: 'changes' } as const;

type Columns = Readonly<Record<string, (figures: Figures) => number>>;

function columnsOf(operation: OperationName): Columns {
  const acts = whatItDoes[operation];
  return {
    calls: ({ calls }) => calls,
    attempts: ({ heard }) => heard,
    [acts]: (figures) => figures.acts,
    doubles: ({ doubles }) => doubles,
    [`most ${acts}`]: ({ mostActs }) => mostActs,
    [`failed after ${acts}`]: ({ failedAfterActing }) => failedAfterActing,
    'says so': ({ said }) => said,
    wrong: ({ wrong }) => wrong,
  };
}

/** The table as lines of text. */
export function formatTally({ operation, rows }: Tally): string {
  const columns = columnsOf(operation);
  const width = Math.max(...[operation, ...rows.keys()].map(({ length }) => length));
  const line = (name: string, cellOf: (title: string) => string): string =>
    name.padEnd(width) +
    Object.keys(columns)
      .map((title) => cellOf(title).padStart(title.length + 2))
      .join('');
  return [
    line(operation, (title) => title),
    ...[...rows].map(([name, figures]) =>
      line(name, (title) => (title === 'wrong' && name.startsWith(SDK) ? '-' : `${columns[title]?.(figures)}`)),
    ),
  ].join('\n');
}
