// What came of many calls, as figures and as a table.
import { type Case, judge } from './judge.ts';
import { stepOf } from './steps.ts';

/** The figures of some calls. */
export interface Figures {
  calls: number;
  /** How many attempts the service heard. */
  heard: number;
  codes: number;
  /** Calls after which more than one code went out. */
  doubles: number;
  mostCodes: number;
  /** Calls that failed although a code went out. */
  failedWithCode: number;
  /** Of those, calls that say themselves that a code may have gone out. */
  said: number;
  wrong: number;
}

/** The figures by row, and the first wrong calls in words. */
export interface Tally {
  readonly rows: ReadonlyMap<string, Figures>;
  readonly complaints: readonly string[];
}

// The SDK knows no promise, only its retry mode.
const SDK = 'standard retries';
const MOST_COMPLAINTS = 20;
const none: Figures = {
  calls: 0,
  heard: 0,
  codes: 0,
  doubles: 0,
  mostCodes: 0,
  failedWithCode: 0,
  said: 0,
  wrong: 0,
};

function familyOf({ plan: { route, steps } }: Case): string {
  if (route === 'refused' || route === 'no such host') return 'no connection';
  if (route.startsWith('TLS')) return 'TLS handshake failure';
  if (route !== 'http' && route !== 'tls') return `certificate: ${route}`;
  return stepOf(steps[0] ?? '').family;
}

function add(figures: Figures, { ending, account: { codes, arrivals } }: Case, complaint: string | undefined): void {
  const hasFailedWithCode = ending.outcome !== 'accepted' && codes > 0;
  figures.calls++;
  figures.heard += arrivals.length;
  figures.codes += codes;
  figures.doubles += Number(codes > 1);
  figures.mostCodes = Math.max(figures.mostCodes, codes);
  figures.failedWithCode += Number(hasFailedWithCode);
  figures.said += Number(hasFailedWithCode && (ending.isAborted ? ending.told[0] : ending.outcome) === 'unknown');
  figures.wrong += Number(complaint !== undefined);
}

/** Counts calls: by the fault that their first attempt met, and by delivery. */
export function tally(cases: Iterable<Case>): Tally {
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
  return { rows: new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1))), complaints };
}

const columns: Readonly<Record<string, (figures: Figures) => number>> = {
  calls: ({ calls }) => calls,
  attempts: ({ heard }) => heard,
  codes: ({ codes }) => codes,
  doubles: ({ doubles }) => doubles,
  'most codes': ({ mostCodes }) => mostCodes,
  'failed, code out': ({ failedWithCode }) => failedWithCode,
  'says so': ({ said }) => said,
  wrong: ({ wrong }) => wrong,
};

/** The table as lines of text. */
export function formatTally({ rows }: Tally): string {
  const width = Math.max(...[...rows.keys()].map(({ length }) => length));
  const line = (name: string, cellOf: (title: string) => string): string =>
    name.padEnd(width) +
    Object.keys(columns)
      .map((title) => cellOf(title).padStart(title.length + 2))
      .join('');
  return [
    line('', (title) => title),
    ...[...rows].map(([name, figures]) =>
      line(name, (title) => (title === 'wrong' && name.startsWith(SDK) ? '-' : `${columns[title]?.(figures)}`)),
    ),
  ].join('\n');
}
