import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { formatDuration, formatProgress, recentRate, showProgress } from '../../lib/cli/batch/progress.ts';
import { countLines } from '../../lib/cli/records/count-lines.ts';

const progress = {
  done: 120,
  accepted: 100,
  refused: 10,
  unknown: 1,
  skipped: 9,
  throttled: 4,
  isPaused: false,
  requestsPerSecond: 20,
};

describe('the progress of a batch', () => {
  it('is told in a line', () => {
    expect(formatProgress(progress, 19.96, 83 * 60_000)).to.equal(
      '120 done: 100 accepted, 10 failed, 1 unknown, 9 skipped; 20.0 a second, throttled 4 times, 1 h 23 min left',
    );
    expect(formatProgress(progress, 0, undefined)).not.to.contain('left');
  });

  it('has times in their two largest units', () => {
    const times = [400, 61_000, 3_600_000, 90_061_000].map(formatDuration);
    expect(times).to.deep.equal(['0 s', '1 min 1 s', '1 h 0 min', '25 h 1 min']);
  });

  it('goes by what was done of late, as what an earlier run has done takes no time', () => {
    const rate = recentRate(0);
    expect(rate(10_000, 10_000)).to.equal(1_000);
    for (let second = 11; second < 60; second++) rate(second * 1_000, 10_000 + (second - 10) * 20);
    expect(rate(60_000, 11_000)).to.equal(20);
  });

  it('is a line that changes on a terminal, which makes room for others', async () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 20 });
    const display = showProgress({ stderr }, 'text', () => ({ done: 1, total: 2 }));
    display.clear();
    expect(stderr.readableLength).to.equal(0);
    display.update(progress);
    const shown = once(stderr, 'data');
    // No wider than the terminal, as a line that wraps could not be taken away.
    expect(`${await shown}`).to.equal('\r\u001B[2K120 done: 100 accep');
    const cleared = once(stderr, 'data');
    display.stop();
    expect(`${await cleared}`).to.equal('\r\u001B[2K');
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
