import { expect } from 'chai';
import { median, pairedRatio, quantile, spread } from './statistics.ts';

describe('the statistics of the benchmark', () => {
  it('takes the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).to.equal(5);
  });

  it('takes the value that a share of all is below', () => {
    const values = Array.from({ length: 100 }, (_, index) => index);
    expect(quantile(values, 0.99)).to.equal(99);
    expect(quantile(values, 1)).to.equal(99);
  });

  it('spreads over the middle half', () => {
    expect(spread([0, 9, 10, 11, 1_000])).to.equal(0.2);
  });

  it('compares within a round, so that a slow round counts no more than a fast one', () => {
    expect(pairedRatio([20, 2, 30], [10, 1, 10])).to.equal(2);
  });
});
