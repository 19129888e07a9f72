// Formats all results as tables.
import type { Batch, ByConcurrency, ColdStart, Goal, Growth, GrowthSteps, Results } from '../results.ts';
import { digits, interval, percent, ratio, table, whole } from './cells.ts';

function formatThroughput(title: string, byConcurrency: ByConcurrency): string[] {
  return Object.entries(byConcurrency).flatMap(([concurrency, { contenders, pairs }]) => {
    const figures = Object.entries(contenders).map(([name, each]) => [
      name,
      interval(each.cpuMicroseconds),
      interval(each.callsPerSecond),
      interval(each.p50Ms),
      interval(each.p99Ms),
      percent(each.serverBusy),
      ...(each.peakMegabytes ? [interval(each.peakMegabytes)] : []),
    ]);
    const ratios = Object.entries(pairs).map(([pair, { cpu, callsPerSecond, p99 }]) => [
      pair,
      interval(cpu, ratio),
      interval(callsPerSecond, ratio),
      interval(p99, ratio),
    ]);
    return [
      table(
        `${title}, ${concurrency} concurrent`,
        ['contender', 'CPU µs', 'calls/s', 'p50 ms', 'p99 ms', 'server busy', 'peak MB'].slice(0, figures[0]?.length),
        figures,
      ),
      table(`${title}, ${concurrency} concurrent, pairs`, ['pair', 'CPU', 'calls/s', 'p99'], ratios),
    ];
  });
}

function formatColdStart({ processes, pairs }: ColdStart): string[] {
  const rows = Object.entries(processes).map(([name, { answerMs, cpuMs, overEmptyMs, exitMs, kilobytes }]) => [
    name,
    interval(answerMs),
    interval(overEmptyMs),
    interval(cpuMs),
    interval(exitMs),
    kilobytes === undefined ? '' : digits(kilobytes),
  ]);
  const ratios = Object.entries(pairs).map(([pair, value]) => [pair, interval(value, ratio)]);
  return [
    table('Cold start, whole processes', ['process', 'ms', 'ms over empty', 'CPU ms', 'exit ms', 'KB'], rows),
    table('Cold start, pairs', ['pair', 'time'], ratios),
  ];
}

function formatGrowth({ calls, requestBytes, concurrency }: Growth): string[] {
  const format = (title: string, heading: string, steps: GrowthSteps): string => {
    const rows = Object.entries(steps).flatMap(([name, bySize]) =>
      Object.entries(bySize).map(([size, step]) => [
        name,
        whole(size),
        digits(step.cpuMicroseconds),
        digits(step.callsPerSecond),
        digits(step.p99Ms),
        digits(step.heapMegabytes),
        digits(step.residentMegabytes),
      ]),
    );
    return table(title, ['contender', heading, 'CPU µs', 'calls/s', 'p99 ms', 'heap MB', 'resident MB'], rows);
  };
  return [
    format('Growth with the number of calls', 'calls', calls),
    format('Growth with the size of a request', 'bytes', requestBytes),
    format('Growth with concurrency', 'concurrent', concurrency),
  ];
}

function formatBatch(batch: Batch): string {
  const rows = Object.entries(batch).flatMap(([input, runs]) =>
    Object.entries(runs).map(([count, { recordsPerSecond, cpuMicroseconds, peakMegabytes }]) => [
      input,
      whole(count),
      digits(recordsPerSecond),
      digits(cpuMicroseconds),
      digits(peakMegabytes),
    ]),
  );
  return table('Batches through the command', ['input', 'records', 'records/s', 'CPU µs a record', 'peak MB'], rows);
}

function formatGoals(goals: readonly Goal[]): string {
  const rows = goals.map(({ name, measured, wants, limit, met, certain }) => [
    name,
    interval(measured),
    `${wants} ${limit}`,
    `${met ? 'yes' : 'NO'}${certain ? '' : ', uncertain'}`,
  ]);
  return table('Goals', ['goal', 'measured', 'limit', 'met'], rows);
}

/** Formats the parts that are given. */
export function formatResults({ shared, own, coldStart, growth, batch, goals }: Partial<Results>): string {
  return [
    ...(shared ? formatThroughput('In one process', shared) : []),
    ...(own ? formatThroughput('In processes of their own', own) : []),
    ...(coldStart ? formatColdStart(coldStart) : []),
    ...(growth ? formatGrowth(growth) : []),
    ...(batch ? [formatBatch(batch)] : []),
    ...(goals ? [formatGoals(goals)] : []),
  ].join('\n');
}
