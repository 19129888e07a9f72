// The results as tables for people.
import type { Part } from './alone.ts';
import type { ColdStart } from './cold-start.ts';
import type { Goal } from './goals.ts';
import type { Growth, GrowthStep } from './growth.ts';
import type { Figures } from './throughput.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (value: number): string => `${Math.round(value * 100)} %`;
const fixed = (value: number | undefined): string => (value ?? Number.NaN).toFixed(2);

/** A title, and rows under headings: the first column to the left, all others to the right. */
function formatTable(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const format = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ');
  return [`\n${title}`, format(headings), ...rows.map(format)].join('\n');
}

export function formatThroughput(figures: readonly Figures[]): string {
  const headings = [
    'program',
    'calls/s',
    'spread',
    'to undici',
    'to fetch',
    'CPU µs',
    'p50 ms',
    'p99 ms',
    'peak MB',
    'server busy',
  ];
  const concurrencies = [...new Set(figures.map(({ concurrency }) => concurrency))];
  const tables = concurrencies.map((concurrency) => {
    const rows = figures
      .filter((each) => each.concurrency === concurrency)
      .map((each) => [
        each.program,
        whole(each.rate),
        percent(each.rateSpread),
        fixed(each.ratios.undici?.rate),
        fixed(each.ratios.fetch?.rate),
        fixed(each.cpuMicroseconds),
        fixed(each.p50Ms),
        fixed(each.p99Ms),
        whole(each.peakMegabytes),
        percent(each.serverBusy),
      ]);
    return formatTable(`At ${concurrency} concurrent calls`, headings, rows);
  });
  return tables.join('\n');
}

export function formatColdStart(starts: readonly ColdStart[]): string {
  const rows = starts.map(({ name, wallMs, wallSpread, cpuMs, overEmptyMs, ratios }) => [
    name,
    fixed(wallMs),
    percent(wallSpread),
    fixed(overEmptyMs),
    fixed(cpuMs),
    fixed(ratios['first answer: AWS SDK v3']),
  ]);
  return formatTable(
    'Cold start, whole processes',
    ['process', 'ms', 'spread', 'ms over none', 'CPU ms', 'to SDK'],
    rows,
  );
}

export function formatAlone(parts: readonly Part[]): string {
  const rows = parts.map(({ name, nanoseconds, spread }) => [name, whole(nanoseconds), percent(spread)]);
  return formatTable('Alone', ['part', 'ns', 'spread'], rows);
}

export function formatGrowth({ requestBytes, calls, concurrency }: Growth): string {
  const format = (title: string, unit: string, steps: readonly GrowthStep[]): string => {
    const rows = steps.map((each) => [
      each.program,
      whole(each.step),
      whole(each.rate),
      fixed(each.cpuMicroseconds),
      fixed(each.p99Ms),
      whole(each.peakMegabytes),
      each.heldMegabytes ? fixed(each.heldMegabytes) : '',
    ]);
    return formatTable(title, ['program', unit, 'calls/s', 'CPU µs', 'p99 ms', 'peak MB', 'held MB'], rows);
  };
  return [
    format('Growth with the size of a request', 'bytes', requestBytes),
    format('Growth with the number of calls', 'calls', calls),
    format('Growth with concurrency', 'concurrent', concurrency),
  ].join('\n');
}

export function formatGoals(goals: readonly Goal[]): string {
  const rows = goals.map(({ name, measured, limit, isMet }) => [
    name,
    String(limit),
    fixed(measured),
    isMet ? 'yes' : 'NO',
  ]);
  return formatTable('Goals', ['goal', 'limit', 'measured', 'met'], rows);
}
