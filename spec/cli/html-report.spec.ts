import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { html } from '../../lib/cli/batch/html.ts';
import { htmlReport } from '../../lib/cli/batch/html-report.ts';
import { ratePlot, roundUp, throttlingPlot } from '../../lib/cli/batch/plots.ts';
import { TimelineRecorder } from '../../lib/cli/batch/timeline.ts';
import { startCli } from '../support/cli.ts';
import { knowing, withCognito } from '../support/cognito.ts';
import { madeUpStory } from '../support/run-story.ts';

const textOf = (page: string): string => page.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ');

describe('--report run.html', () => {
  const story = madeUpStory();
  const page = htmlReport(story);

  it('is one page that loads nothing and runs nothing', () => {
    expect(page).to.match(/^<!doctype html>/);
    expect(page).not.to.match(/<script|<link|<img|<iframe|@import|url\(|\son\w+=/i);
    expect(page).not.to.match(/(src|href)=/);
    expect(page).to.contain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('shows every outcome, the failures by cause with hints and lines, and how to go on', () => {
    const text = textOf(page).replace(/\s+/g, ' ');
    for (const kind of ['accepted', 'rejected', 'not sent', 'unknown', 'skipped']) expect(text).to.contain(kind);
    expect(text).to.contain('UserNotFoundException USER_NOT_FOUND');
    expect(text).to.contain('Check the name and the user pool');
    expect(text).to.match(/Lines 20081, 20178, [\d, ]+ …/);
    expect(text).to.contain('30,000 records of the input have no result yet.');
    expect(text).to.contain('Run the same command again: it skips the records that are done');
    expect(text).to.contain('20,000 accepted in an earlier run');
  });

  it('escapes what the service says, and holds no username', () => {
    expect(page).to.contain('&lt;script&gt;document.title = &quot;run&quot;&lt;/script&gt; &amp; xxx');
    expect(page).not.to.match(/user-\d+@/);
  });

  it('plots outcomes, rate and throttling as inline SVG, with a text for those who cannot see it', () => {
    const labels = [...page.matchAll(/<svg[^>]*role="img" aria-label="([^"]+)"/g)].map(([, label]) => label);
    expect(labels).to.have.length(3);
    expect(labels[0]).to.match(/[\d,]+ accepted, [\d,]+ rejected, [\d,]+ not sent, [\d,]+ unknown, 20,000 skipped/);
    expect(labels[1]).to.match(/^Records a second over time, at most \d+\.\d$/);
    expect(labels[2]).to.match(/^Throttled requests a second over time, at most \d+\.\d$/);
    // However long a run takes, its page stays small.
    expect(page.length).to.be.below(200_000);
  });

  it('has colours for light and dark', () => {
    expect(page).to.contain('color-scheme: light dark').and.to.contain('@media (prefers-color-scheme: dark)');
  });

  it('shows no plot of throttling where there was none', () => {
    const recorder = new TimelineRecorder(0);
    recorder.count('accepted', 1);
    expect(throttlingPlot(recorder.until(2_000)).markup).to.equal('');
    expect(ratePlot(recorder.until(2_000), 20).markup).not.to.contain('class="limit"');
  });

  it('is written at the end of a run, and tells of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    await withCognito(knowing('alice'), async ({ url }) => {
      const report = join(folder, 'run.html');
      const args = ['--client-id=client1', `--endpoint-url=${url}`, `--report=${report}`];
      expect((await startCli(args, {}, { text: 'alice\nnobody\n' }).result).code).to.equal(1);
      const written = textOf(await readFile(report, 'utf8')).replace(/\s+/g, ' ');
      expect(written).to.contain('Reset codes Finished').and.to.contain('2 records in');
      expect(written).to.contain('1 rejected').and.to.contain('Line 2').and.to.contain(url);
      expect(written).not.to.contain('nobody').and.not.to.contain('alice');
      const dryRun = await startCli([...args, '--dry-run'], {}, { text: 'alice\nbob\n' }).result;
      expect(dryRun.code).to.equal(0);
      expect(textOf(await readFile(report, 'utf8'))).to.contain('2 records checked, nothing sent.');
    });
    await rm(folder, { recursive: true });
  });
});

describe('the pieces of a page', () => {
  it('escape text, and take markup as it is', () => {
    expect(html`<b title="${'"x"'}">${'a<b'}${html`<i>${1}</i>`}</b>`.markup).to.equal(
      '<b title="&quot;x&quot;">a&lt;b<i>1</i></b>',
    );
  });

  it('round a scale up to one digit', () => {
    expect([0, 0.13, 1, 19.6, 20, 23, 301].map(roundUp)).to.deep.equal([1, 0.2, 1, 20, 20, 30, 400]);
  });

  it('keep a timeline short, however long a run takes, and lose nothing of it', () => {
    const recorder = new TimelineRecorder(0);
    for (let second = 0; second < 100_000; second++) recorder.count('accepted', second * 1_000);
    const { steps, durationMs } = recorder.until(100_000_000);
    expect(steps.length).to.be.within(100, 240);
    expect(steps.reduce((sum, step) => sum + step.kinds.accepted, 0)).to.equal(100_000);
    expect(steps.reduce((sum, step) => sum + step.lengthMs, 0)).to.equal(durationMs);
  });
});
