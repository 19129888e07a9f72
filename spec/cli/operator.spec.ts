// What an operator is told before, during and after a batch.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { formatSummary } from '../../lib/cli/batch/format-summary.ts';
import { howToGoOn } from '../../lib/cli/batch/go-on.ts';
import { Summary } from '../../lib/cli/batch/summary.ts';
import { runCliOn } from '../support/cli.ts';
import { accepting, refusing, withCognito } from '../support/cognito.ts';
import { madeUpStory } from '../support/run-story.ts';

describe('the summary of a batch', () => {
  const story = madeUpStory();

  it('says what remains, and the first error of each cause with its line and its hint', () => {
    expect(formatSummary(story, 'text').split('\n').slice(0, 5)).to.deep.equal([
      '60,000 records: 39,247 accepted, 447 rejected, 299 not sent, 7 unknown, 20,000 skipped (20,000 accepted in an earlier run)',
      '  408 × UserNotFoundException (USER_NOT_FOUND), first on line 20081: Username/client id combination not found.',
      '    hint: Check the name and the user pool: the pool is the one of the client ID and the region.',
      '  299 × TransportError, first on line 45003: No connection to cognito-idp.eu-west-1.amazonaws.com (ECONNREFUSED)',
      `  39 × CodeDeliveryFailureException (DELIVERY_FAILED), first on line 20022: <script>document.title = "run"</script> & ${'x'.repeat(150)}`,
    ]);
    expect(formatSummary(story, 'text')).to.contain('Left in the input: 30,000 records.\n');
    expect(JSON.parse(formatSummary(story, 'json'))).to.deep.include({ remaining: 30_000, done: 60_000 });
  });

  it('of a dry run says how many would be sent, and how long that would take', () => {
    const counted = new Summary();
    for (let index = 0; index < 1_000_000; index++) {
      counted.count({ index, input: 'a', ok: true, output: undefined, skipped: 'declined' }, index);
    }
    const dryRun = { ...story, counted, isDryRun: true, isCutShort: false, remaining: undefined };
    expect(formatSummary(dryRun, 'text')).to.equal('1,000,000 records: 1,000,000 would be sent (about 14 h at 20/s)\n');
    expect(JSON.parse(formatSummary(dryRun, 'json'))).to.deep.include({ wouldBeSent: 1_000_000 });
  });

  it('says how to go on without sending twice, with a journal and without', () => {
    const cut = { counted: story.counted, line: 60_001, isCutShort: true, isDryRun: false };
    expect(howToGoOn({ ...cut, hasJournal: true })[0]).to.match(
      /^Run the same command again: it skips the records that are done/,
    );
    expect(howToGoOn({ ...cut, hasJournal: true })[0]).not.to.contain('new journal');
    expect(howToGoOn({ ...cut, counted: new Summary(), hasJournal: true })[0]).to.match(
      / With another client ID or endpoint, give a new journal\.$/,
    );
    expect(howToGoOn({ ...cut, hasJournal: false })[0]).to.equal(
      'Without --journal, the same command sends again to 39,701 records that were sent: remove the records up to line 60,001 from the input, try the rest with --limit 10, and give --journal FILE from now on.',
    );
    expect(howToGoOn({ ...cut, counted: new Summary(), hasJournal: false })).to.deep.equal([
      'Run the same command again: nobody was sent a code.',
    ]);
  });
});

describe('a batch', () => {
  const run = (url: string, text: string, ...args: string[]) =>
    runCliOn(text, ['--client-id=c', `--endpoint-url=${url}`, '--requests-per-second=1000', ...args]);

  it('without a record ends with 2, and with one that was skipped with 0, which it says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'operator-'));
    await withCognito(accepting, async ({ url, requests }) => {
      const none = await run(url, '\n\n');
      expect(none.code).to.equal(2);
      expect(none.stderr).to.contain('UsageError: The input holds no records');
      const journal = `--journal=${join(folder, 'journal')}`;
      await run(url, 'alice\n', journal);
      const again = await run(url, 'alice\n', journal);
      expect(again.code).to.equal(0);
      expect(again.stderr).to.contain(
        '1 record: 1 skipped (1 accepted in an earlier run)\nNothing was sent: every record',
      );
      expect(requests).to.have.length(1);
    });
    await rm(folder, { recursive: true });
  });

  for (const flag of ['--journal-plain', '--retry-unknown']) {
    it(`says that ${flag} has no effect without --journal`, () =>
      withCognito(accepting, async ({ url }) => {
        expect((await run(url, 'alice\n', flag)).stderr).to.contain(`${flag} has no effect without --journal\n`);
      }));
  }

  it('carries time and record in --verbose, and in events for programs', () =>
    withCognito(accepting, async ({ url }) => {
      const { stderr } = await run(url, 'alice\nbob\n', '--verbose');
      expect(stderr).to.match(/^\d\d:\d\d:\d\d\.\d{3} record 1, attempt 1: POST http:/m);
      expect(stderr).to.match(/^\d\d:\d\d:\d\d\.\d{3} record 0, finished: accepted after /m);
      const events = (await run(url, 'alice\nbob\n', '--verbose', '--error-format=json')).stderr.trim().split('\n');
      const attempts = events.map((line) => JSON.parse(line)).filter(({ type }) => type === 'attempt-started');
      expect(attempts.map(({ index }) => index).sort()).to.deep.equal([0, 1]);
      for (const { time } of attempts) expect(new Date(time).toISOString()).to.equal(time);
    }));

  it('tells an operator to check the name and the pool of an unknown user, in the result as well', () => {
    return withCognito(refusing('UserNotFoundException'), async ({ url }) => {
      const { results, stderr } = await run(url, 'alice\n');
      expect(JSON.stringify(results)).to.contain('Check the name and the user pool');
      expect(stderr).to.contain('Check the name and the user pool').and.not.to.contain('end user');
    });
  });
});
