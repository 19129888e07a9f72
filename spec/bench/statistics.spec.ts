import { expect } from 'chai';
import { inverted, median, medianWithInterval, pairedRatio, shuffled } from './statistics.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('the statistics of the benchmark', () => {
  it('median() takes the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([10, 9, 1, 2])).to.equal(5.5);
  });

  it('median() sorts by value, not as text', () => {
    expect(median([10, 9, 100])).to.equal(10);
  });

  it('median() of no values is not a number', () => {
    expect(median([])).to.be.NaN;
  });

  // Ranks of the sign test, as in any table of it.
  for (const [count, low, high] of [
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [12, 3, 10],
    [15, 4, 12],
    [20, 6, 15],
    [100, 40, 61],
  ] as const) {
    it(`medianWithInterval() of ${count} values reaches from rank ${low} to rank ${high}`, () => {
      const interval = medianWithInterval(upTo(count).reverse());
      expect(interval).to.deep.equal({ median: (count + 1) / 2, low, high });
    });
  }

  it('medianWithInterval() spans all values when there are fewer than six', () => {
    expect(medianWithInterval([3, 1, 2])).to.deep.equal({ median: 2, low: 1, high: 3 });
    expect(medianWithInterval([7])).to.deep.equal({ median: 7, low: 7, high: 7 });
  });

  it('pairedRatio() compares within a round, so that a slow round counts no more than a fast one', () => {
    expect(pairedRatio([20, 2, 30], [10, 1, 10])).to.equal(2);
  });

  it('inverted() swaps the limits', () => {
    expect(inverted({ median: 2, low: 1, high: 4 })).to.deep.equal({ median: 0.5, low: 0.25, high: 1 });
  });

  it('shuffled() keeps every item, and the given order of its argument', () => {
    const items = upTo(50);
    const mixed = shuffled(items);
    expect(mixed).to.have.members(items);
    expect(mixed).to.not.deep.equal(items);
    expect(items).to.deep.equal(upTo(50));
  });
});
