import { expect } from 'chai';
import { seededChance } from '../../support/chance.ts';
import { chanceSeparation, separation } from './statistics.ts';

describe('the separation of two samples', () => {
  it('is 0 for the same values, and 1 where a threshold tells them apart', () => {
    expect(separation([3, 1, 2, 2], [2, 1, 2, 3])).to.equal(0);
    expect(separation([1, 2], [3, 4, 5])).to.equal(1);
  });

  it('is what a tail adds', () => {
    expect(separation([1, 1, 1, 9], [1, 1, 1, 1])).to.equal(0.25);
  });

  it('is within chance for one distribution, and beyond it for two', () => {
    const chance = seededChance(1);
    const sample = (from: number) => Array.from({ length: 2_000 }, () => from + chance.below(100));
    expect(separation(sample(0), sample(0))).to.be.below(chanceSeparation(2_000, 2_000));
    expect(separation(sample(0), sample(10))).to.be.above(chanceSeparation(2_000, 2_000));
  });
});
