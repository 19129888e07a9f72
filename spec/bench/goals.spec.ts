import { expect } from 'chai';
import { goalsOf } from './goals.ts';
import type { Interval, PairName, Results } from './results.ts';

const machine = { processor: 'any', processors: 2, node: '20.20.2' };
const nothing: Omit<Results, 'goals'> = { version: '1.0.0', plan: 'full', machine };

/** Results in which one pair took so much processor time. */
const withPair = (pair: PairName, cpu: Interval): Omit<Results, 'goals'> => ({
  ...nothing,
  shared: { '50': { contenders: {}, pairs: { [pair]: { cpu, callsPerSecond: cpu, p99: cpu } } } },
});

const step = (heapMegabytes: number) => ({
  callsPerSecond: 1,
  cpuMicroseconds: 1,
  p99Ms: 1,
  heapMegabytes,
  residentMegabytes: 50,
});

describe('the goals of the benchmark', () => {
  it('goalsOf() leaves out goals whose part was not measured', () => {
    expect(goalsOf(nothing)).to.deep.equal([]);
  });

  it('goalsOf() calls a goal met and certain when the whole interval keeps the limit', () => {
    const [goal] = goalsOf(withPair('node/dispatch', { median: 1.1, low: 1.09, high: 1.12 }));
    expect(goal).to.include({ limit: 1.12, wants: 'at most', met: true, certain: true });
  });

  it('goalsOf() calls a goal uncertain when the interval contains the limit', () => {
    const [goal] = goalsOf(withPair('node/dispatch', { median: 1.1, low: 1, high: 1.2 }));
    expect(goal).to.include({ met: true, certain: false });
  });

  it('goalsOf() calls a goal missed when the median exceeds the limit', () => {
    const [goal] = goalsOf(withPair('node/dispatch', { median: 1.3, low: 1.25, high: 1.4 }));
    expect(goal).to.include({ met: false, certain: true });
  });

  it('goalsOf() takes speed as the reciprocal of processor time', () => {
    const [goal] = goalsOf(withPair('web/fetch-timeout', { median: 1.25, low: 1, high: 2 }));
    expect(goal).to.deep.include({ measured: { median: 0.8, low: 0.5, high: 1 }, wants: 'at least', met: false });
  });

  it('goalsOf() compares memory after the most calls with that after 10,000', () => {
    const node = { '1000': step(1), '10000': step(9), '100000': step(10), '1000000': step(12) };
    const [heap] = goalsOf({ ...nothing, growth: { calls: { node }, requestBytes: {}, concurrency: {} } });
    expect(heap).to.deep.include({ measured: { median: 3, low: 3, high: 3 }, met: false });
  });

  it('goalsOf() judges a batch by its largest number of records', () => {
    const run = (recordsPerSecond: number) => ({ recordsPerSecond, cpuMicroseconds: 100, peakMegabytes: 120 });
    const lines = { '100000': run(9_000), '10000': run(7_000) };
    const [rate] = goalsOf({ ...nothing, batch: { lines, csv: {}, 'list-users': {}, 'lines-with-journal': {} } });
    expect(rate).to.deep.include({ name: 'Batch of lines, records/s', met: true });
  });
});
