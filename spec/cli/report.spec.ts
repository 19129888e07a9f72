import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ambient, CLI, startCli } from '../support/cli.ts';
import { runHere } from '../support/run-here.ts';
import { reply, withService } from '../support/service.ts';

const accept = reply(200, {});

describe('--report', () => {
  let folder = '';
  let journal = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-'));
    journal = join(folder, 'run.journal');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (url: string, ...argv: string[]) =>
    runHere(['--client-id=client1', `--endpoint-url=${url}`, '--requests-per-second=1000', ...argv], {
      stdin: Readable.from([Buffer.from('a\nb\nc\n')]),
    });

  it('is never written over a journal, of this run or another', () =>
    withService(accept, async ({ url, requests }) => {
      const own = await run(url, `--journal=${journal}`, `--report=${folder}/./run.journal`);
      expect(own).to.include({ code: 2 });
      expect(own.stderr).to.include('--report: the file is the journal of this run');
      await run(url, `--journal=${journal}`);
      const before = await readFile(journal, 'utf8');
      expect(await run(url, `--report=${journal}`)).to.include({ code: 2 });
      expect(await readFile(journal, 'utf8')).to.equal(before);
      expect(requests).to.have.length(3);
    }));

  it('that cannot be written any more ends the run with a sentence, and loses no result of what was sent', async () => {
    const users = Array.from({ length: 500 }, (_, index) => `user${index}\n`).join('');
    await withService(accept, async ({ url, requests }) => {
      const args = ['--client-id=client1', `--endpoint-url=${url}`, '--requests-per-second=1000', '--report=/dev/full'];
      const { code, stdout, stderr } = await startCli(args, {}, { text: users }).result;
      expect(code).to.equal(4);
      expect(stderr)
        .to.include('The report could not be written: no space is left on the device (ENOSPC)')
        .and.to.match(/^\d+ records?: /m);
      expect(stdout.trim().split('\n')).to.have.length(requests.length);
      expect(requests.length).to.be.below(500);
    });
  });

  it('tells of all that was sent, even where nobody reads the results any more', async () => {
    const users = Array.from({ length: 500 }, (_, index) => `user${index}\n`).join('');
    const report = join(folder, 'report.ndjson');
    await withService(accept, async ({ url, requests }) => {
      const args = ['--client-id=client1', `--endpoint-url=${url}`, '--requests-per-second=1000', `--report=${report}`];
      const { child, result } = startCli(args, {}, { text: users });
      child.stdout?.once('data', () => child.stdout?.destroy());
      await result;
      const rows = (await readFile(report, 'utf8')).trim().split('\n');
      expect(rows).to.have.length(requests.length);
      expect(requests.length).to.be.below(500);
    });
  });

  it('is never written over the input', () =>
    withService(accept, async ({ url, requests }) => {
      const input = join(folder, 'users.txt');
      await writeFile(input, 'a\nb\n');
      const file = await open(input);
      const args = [CLI, '--client-id=client1', `--endpoint-url=${url}`, `--report=${input}`];
      const child = spawn(process.execPath, args, { env: ambient, stdio: [file.fd, 'ignore', 'ignore'] });
      const [code] = await once(child, 'close');
      await file.close();
      expect(code).to.equal(2);
      expect(await readFile(input, 'utf8')).to.equal('a\nb\n');
      expect(requests).to.have.length(0);
    }));

  it('may be a pipe, which is not read', () =>
    withService(accept, async ({ url }) => {
      const pipe = join(folder, 'pipe');
      await promisify(execFile)('mkfifo', [pipe]);
      const [rows, { code }] = await Promise.all([readFile(pipe, 'utf8'), run(url, `--report=${pipe}`)]);
      expect(code).to.equal(0);
      expect(rows.trim().split('\n')).to.have.length(3);
    }));

  it('takes the place of an older report', () =>
    withService(accept, async ({ url }) => {
      const report = join(folder, 'old.csv');
      await writeFile(report, 'old\n'.repeat(100));
      await run(url, `--report=${report}`);
      expect((await readFile(report, 'utf8')).split('\r\n')).to.have.length(5);
    }));
});
