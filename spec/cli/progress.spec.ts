import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { formatDuration, formatEstimate } from '../../lib/cli/batch/duration.ts';
import { formatProgress, progressEvent, showProgress } from '../../lib/cli/batch/progress.ts';
import { recentRate } from '../../lib/cli/batch/recent-rate.ts';
import { Summary } from '../../lib/cli/batch/summary.ts';
import { type Standing, Tracker } from '../../lib/cli/batch/tracker.ts';
import { countLines } from '../../lib/cli/records/count-lines.ts';
import { openScreen, type Screen } from '../../lib/cli/screen.ts';
import type { ClientEvent } from '../../lib/node.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

const standing: Standing = {
  state: 'sending',
  done: 1_234,
  kinds: { accepted: 1_200, rejected: 30, 'not-sent': 0, unknown: 1, skipped: 3 },
  extent: { done: 1_234, total: 10_000 },
  throttled: 0,
  sendsPerSecond: 19.96,
  allowedPerSecond: 20,
  leftMs: 83 * 60_000,
};

describe('the progress line', () => {
  it('tells total, per cent, outcomes, rate and time left', () => {
    expect(formatProgress(standing)).to.equal(
      '12.3 % of 10,000: 1,200 accepted, 30 rejected, 1 unknown, 3 skipped; 20.0/s, 1 h 23 min left',
    );
  });

  it('counts what is done where the total is not known', () => {
    expect(formatProgress({ ...standing, extent: undefined, leftMs: undefined })).to.match(
      /^1,234 done: .*; 20\.0\/s$/,
    );
  });

  it('tells that the service throttles, to which rate and how often', () => {
    const line = formatProgress({ ...standing, state: 'throttled', allowedPerSecond: 4.2, throttled: 17 });
    expect(line).to.contain('; slowed down to 4.2/s, 1 h 23 min left, 17 × throttled');
  });

  it('tells that an answer is overdue', () => {
    expect(formatProgress({ ...standing, state: 'waiting' })).to.contain('; waiting for an answer');
  });

  it('keeps to the width of a narrow terminal, and drops the less important parts first', () => {
    expect([95, 92, 60, 40, 10].map((columns) => formatProgress(standing, columns))).to.deep.equal([
      '12.3 % of 10,000: 1,200 accepted, 30 rejected, 1 unknown, 3 skipped; 20.0/s, 1 h 23 min left',
      '12.3 % of 10,000: 1,200 accepted, 30 rejected, 1 unknown, 3 skipped; 20.0/s, 1 h 23 min left',
      '12.3 % of 10,000; 20.0/s, 1 h 23 min left',
      '12.3 % of 10,000; 20.0/s',
      '12.3 % of ',
    ]);
  });

  it('shows 100 % at the end only', () => {
    const almost = { ...standing, extent: { done: 99_999, total: 100_000 } };
    expect(formatProgress(almost)).to.match(/^99\.9 % /);
  });

  it('has times in their two largest units', () => {
    const times = [400, 61_000, 3_600_000, 90_061_000].map(formatDuration);
    expect(times).to.deep.equal(['0 s', '1 min 1 s', '1 h 0 min', '25 h 1 min']);
  });

  it('estimates in one unit from 10 of it', () => {
    const times = [50_000, 90_000, 700_000, 5_000_000, 50_000_000].map(formatEstimate);
    expect(times).to.deep.equal(['50 s', '1 min 30 s', '12 min', '1 h 23 min', '14 h']);
  });

  it('is an event with a time for programs', () => {
    const event = progressEvent(standing, new Date(0));
    expect(event).to.deep.include({
      type: 'progress',
      time: '1970-01-01T00:00:00.000Z',
      state: 'sending',
      done: 1_234,
    });
    expect(event).to.deep.include({ accepted: 1_200, rejected: 30, notSent: 0, unknown: 1, skipped: 3 });
    expect(event).to.deep.include({ fraction: 0.1234, secondsLeft: 4_980, sendsPerSecond: 19.96 });
  });
});

describe('the rate of a batch', () => {
  const known = { operation: 'ForgotPassword', callId: 1, attempts: 1, totalRetryDelay: 0 } as const;
  const started: ClientEvent = { type: 'attempt-started', ...known, endpoint: 'https://example.com' };
  const finished = {
    type: 'call-finished',
    ...known,
    outcome: 'accepted',
    errorName: undefined,
    durationMs: 5,
  } satisfies ClientEvent;
  const refused: ClientEvent = { ...finished, outcome: 'rejected', errorName: 'TooManyRequestsException' };
  const tracked = (maxSends?: number) => {
    const counted = new Summary();
    const extent = { done: 0, total: 1_000 };
    return { counted, tracker: new Tracker({ counted, extent: () => extent, maxSends }, 0) };
  };
  const send = (tracker: Tracker, nowMs: number): void => {
    tracker.observe(started, nowMs);
    tracker.observe(finished, nowMs);
  };

  it('goes by what was done of late', () => {
    const rate = recentRate(0);
    expect(rate(10_000, 10_000)).to.equal(1_000);
    for (let second = 11; second < 60; second++) rate(second * 1_000, 10_000 + (second - 10) * 20);
    expect(rate(60_000, 11_000)).to.equal(20);
  });

  it('counts what was sent, and neither skipped records nor refusals for the rate', () => {
    const { counted, tracker } = tracked();
    for (let index = 0; index < 1_000; index++) {
      counted.count({ index, input: 'a', ok: true, output: undefined, skipped: 'accepted' }, index);
    }
    for (let sent = 0; sent < 20; sent++) send(tracker, sent * 100);
    for (let sent = 0; sent < 10; sent++) tracker.observe(refused, 3_000);
    expect(tracker.at(4_000).sendsPerSecond).to.equal(5);
    expect(tracker.at(4_000).done).to.equal(1_000);
  });

  it('gives the time left, which ends at --max-sends', () => {
    const [all, some] = [tracked(), tracked(30)];
    for (const { tracker } of [all, some]) for (let sent = 0; sent < 10; sent++) send(tracker, 1_000);
    expect(all.tracker.at(1_000).leftMs).to.equal(100_000);
    expect(some.tracker.at(1_000).leftMs).to.equal(2_000);
  });

  it('is throttled for a while after a refusal, also before the first result', () => {
    const { tracker } = tracked();
    expect(tracker.at(0).state).to.equal('sending');
    tracker.observe(refused, 100);
    expect(tracker.at(200).throttled).to.equal(1);
    expect(tracker.at(200).state).to.equal('throttled');
    expect(tracker.at(4_000).state).to.equal('sending');
  });

  it('pauses where there is no connection', () => {
    const { tracker } = tracked();
    const progress = { done: 0, accepted: 0, refused: 0, unknown: 0, skipped: 0, throttled: 0, requestsPerSecond: 20 };
    tracker.update({ ...progress, isPaused: true });
    expect(tracker.at(100).state).to.equal('paused');
    expect(formatProgress({ ...standing, state: 'paused' })).to.contain('; paused, no connection, ');
    tracker.update({ ...progress, isPaused: false });
    expect(tracker.at(200).state).to.equal('sending');
  });

  it('is none while an answer is overdue', () => {
    const { tracker } = tracked();
    tracker.observe(started, 0);
    expect(tracker.at(1_000).state).to.equal('sending');
    expect(tracker.at(6_000).state).to.equal('waiting');
    tracker.observe(finished, 6_100);
    expect(tracker.at(20_000).state).to.equal('sending');
  });
});

interface Streams {
  readonly screen: Screen;
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
}

function screenOf(isOutputTty: boolean, env: NodeJS.ProcessEnv = {}, columns = 80): Streams {
  const stdout = Object.assign(new PassThrough(), { isTTY: isOutputTty });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns });
  const ask = async (): Promise<string> => {
    await once(stdout, 'answer');
    return 'y';
  };
  return { screen: openScreen({ stdout, stderr, env, openTerminal: () => fakeTerminal(ask) }), stdout, stderr };
}

const shownOn = (stream: PassThrough): string => `${stream.read() ?? ''}`;
const CLEAR = '\r\u001B[2K';

describe('the line at the end of the screen', () => {
  it('makes room for a result on the same terminal, and comes back at once', () => {
    const { screen, stdout, stderr } = screenOf(true);
    screen.showLine('42 %');
    screen.stdout.write('{}\n');
    expect(shownOn(stderr)).to.equal(`${CLEAR}42 %${CLEAR}${CLEAR}42 %`);
    expect(shownOn(stdout)).to.equal('{}\n');
  });

  it('stays where it is while results go into a file', () => {
    const { screen, stderr } = screenOf(false);
    screen.showLine('42 %');
    screen.stdout.write('{}\n');
    expect(shownOn(stderr)).to.equal(`${CLEAR}42 %`);
  });

  it('makes room for what standard error has to say', () => {
    const { screen, stderr } = screenOf(false);
    screen.showLine('42 %');
    screen.stderr.write('a notice\n');
    expect(shownOn(stderr)).to.equal(`${CLEAR}42 %${CLEAR}a notice\n${CLEAR}42 %`);
  });

  it('stays away while a question waits for its answer', async () => {
    const { screen, stdout, stderr } = screenOf(false);
    screen.showLine('42 %');
    const asked = screen.openTerminal()?.ask('Sure? ', new AbortController().signal);
    screen.showLine('43 %');
    expect(shownOn(stderr)).to.equal(`${CLEAR}42 %${CLEAR}`);
    stdout.emit('answer');
    expect(await asked).to.equal('y');
    screen.showLine('44 %');
    expect(shownOn(stderr)).to.equal(`${CLEAR}44 %`);
  });

  it('is none on a terminal that cannot take it back', () => {
    expect(screenOf(false, { TERM: 'dumb' }).screen.isLive).to.equal(false);
    expect(screenOf(false, { TERM: 'xterm' }).screen.isLive).to.equal(true);
  });

  it('is as wide as the terminal, and is taken away at the end', async () => {
    const { screen, stderr } = screenOf(false, {}, 30);
    const shown = once(stderr, 'data');
    const display = showProgress(screen, 'text', () => standing);
    expect(`${await shown}`).to.equal(`${CLEAR}12.3 % of 10,000; 20.0/s`);
    const cleared = once(stderr, 'data');
    display.stop();
    expect(`${await cleared}`).to.equal(CLEAR);
  });
});

describe('the number of lines', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lines-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const [text, lines] of [
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\n\nb', 3],
    ['user\n'.repeat(300_000), 300_000],
  ] as const) {
    it(`is counted, and the file left where it was: ${lines}`, async () => {
      const path = join(folder, 'users');
      await writeFile(path, text);
      const file = await open(path);
      expect(countLines(file.fd)).to.equal(lines);
      expect((await file.read(Buffer.alloc(1), 0, 1)).bytesRead).to.equal(Math.min(1, text.length));
      await file.close();
    });
  }

  it('is not known of what is no file', async () => {
    const file = await open('/dev/null');
    expect(countLines(file.fd)).to.equal(undefined);
    await file.close();
  });
});
