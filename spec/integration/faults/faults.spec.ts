import { expect } from 'chai';
import { campaignSize } from '../../support/campaign.ts';
import { runFaults } from './run.ts';
import { steps } from './steps.ts';
import { formatTally, type Tally } from './table.ts';

const CALLS = campaignSize(10_000, 1_000);
const SEED = 4;

for (const build of ['node', 'web'] as const) {
  describe(`${CALLS} calls through every fault (${build} build)`, function () {
    // A long run takes half a minute on an idle machine.
    this.timeout(300_000);
    let result: Tally;

    before(async () => {
      result = await runFaults({ client: build, calls: CALLS, seed: SEED, concurrency: 128 });
      console.log(formatTally(result));
    });

    it('send no user a second code under at-most-once', () => {
      expect(result.rows.get('at-most-once: all')).to.include({ doubles: 0, mostCodes: 1 });
    });

    it('end with the outcome that is true, and tell it once', () => {
      expect(result.complaints).to.deep.equal([]);
    });

    it('say so whenever they failed although a code went out', () => {
      for (const figures of result.rows.values()) expect(figures.said).to.equal(figures.failedWithCode);
    });

    it('met faults that would have shown: under at-least-once, codes do go out twice', () => {
      expect(result.rows.get('at-least-once: all')?.doubles).to.be.above(CALLS / 100);
      const families = new Set(steps.map(({ family }) => `at-most-once: ${family}`));
      expect(result.rows).to.include.all.keys(...families);
    });
  });
}
