import { expect } from 'chai';
import { figuresOf, ratiosOf, summarise } from './figures.ts';
import type { Measured, MeasuredSlice } from './throughput.ts';

const slice = (cpuMicroseconds: number): MeasuredSlice => ({
  callsPerSecond: 1_000 / cpuMicroseconds,
  cpuMicroseconds,
  p50Ms: 1,
  p99Ms: 2,
  peakMegabytes: 80,
  serverBusy: 0.25,
});

const exactly = (value: number) => ({ median: value, low: value, high: value });

// Two generations; in the second one the machine was ten times slower.
const measured: Measured = new Map([
  ['node', [[slice(30), slice(33), slice(90)], [slice(300)]]],
  ['dispatch', [[slice(20), slice(22), slice(30)], [slice(200)]]],
]);

describe('the figures of the benchmark', () => {
  it('ratiosOf() compares slices of the same round, and takes a median for each generation', () => {
    const { cpu, callsPerSecond } = ratiosOf(measured, 'node', 'dispatch');
    expect(cpu).to.deep.equal(exactly(1.5));
    expect(callsPerSecond.median).to.be.closeTo(1 / 1.5, 1e-9);
  });

  it('figuresOf() lets each generation count once, however many rounds it had', () => {
    expect(figuresOf(measured, 'node', false).cpuMicroseconds).to.deep.equal({ median: 166.5, low: 33, high: 300 });
  });

  it('figuresOf() brings peak memory only where the process is the contender’s own', () => {
    expect(figuresOf(measured, 'node', false).peakMegabytes).to.deep.equal(exactly(80));
    expect(figuresOf(measured, 'node', true)).to.not.have.property('peakMegabytes');
  });

  it('summarise() leaves out contenders and pairs that were not measured', () => {
    const { contenders, pairs } = summarise(measured, true);
    expect(contenders).to.have.all.keys('dispatch', 'node');
    expect(pairs).to.have.all.keys('node/dispatch');
  });
});
