import { expect } from 'chai';
import { campaignSize } from '../../support/campaign.ts';
import { operations } from './answers.ts';
import { runFaults } from './run.ts';
import { stepsOf } from './steps.ts';
import { formatTally, type Tally } from './table.ts';

const CALLS = { ForgotPassword: campaignSize(10_000, 1_000), ConfirmForgotPassword: campaignSize(10_000, 1_000) };
const SEED = 4;

for (const build of ['node', 'web'] as const) {
  describe(`calls through every fault (${build} build)`, function () {
    // A long run takes half a minute on an idle machine.
    this.timeout(300_000);
    const results = new Map<string, Tally>();

    before(async () => {
      // At once: most of the time, each waits for a connection that stalls.
      const run = { client: build, seed: SEED, concurrency: 128 };
      const tallies = operations.map((operation) => runFaults({ ...run, operation, calls: CALLS[operation] }));
      for (const tally of await Promise.all(tallies)) {
        console.log(formatTally(tally));
        results.set(tally.operation, tally);
      }
    });

    for (const operation of operations) {
      const act = operation === 'ForgotPassword' ? 'send no user a second code' : 'use no code a second time';
      const rows = () => results.get(operation)?.rows ?? new Map<string, never>();

      describe(`${CALLS[operation]} times ${operation}`, () => {
        it(`${act} under at-most-once`, () => {
          expect(rows().get('at-most-once: all')).to.include({ doubles: 0, mostActs: 1 });
        });

        it('end with the outcome that is true, and tell it once', () => {
          expect(results.get(operation)?.complaints).to.deep.equal([]);
        });

        it('say so whenever they failed although the service acted', () => {
          for (const figures of rows().values()) expect(figures.said).to.equal(figures.failedAfterActing);
        });

        it('met faults that would have shown: under at-least-once, the service does act twice', () => {
          expect(rows().get('at-least-once: all')?.doubles).to.be.above(CALLS[operation] / 100);
          const families = new Set(stepsOf[operation].map(({ family }) => `at-most-once: ${family}`));
          expect(rows()).to.include.all.keys(...families);
        });
      });
    }
  });
}
