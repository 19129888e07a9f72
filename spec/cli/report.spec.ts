import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { partialPath } from '../../lib/cli/batch/partial-report.ts';
import { ambient, CLI, startCli } from '../support/cli.ts';
import { accepting, answersOf, knowing, openCognito, refusing, withCognito } from '../support/cognito.ts';
import { type Answerer, silence, withLoopback } from '../support/loopback.ts';
import { runHere } from '../support/run-here.ts';

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
    withCognito(accepting, async ({ url, requests }) => {
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
    await withCognito(accepting, async ({ url, requests }) => {
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
    await withCognito(accepting, async ({ url, requests }) => {
      const args = ['--client-id=client1', `--endpoint-url=${url}`, '--requests-per-second=1000', `--report=${report}`];
      const { child, result } = startCli(args, {}, { text: users });
      child.stdout?.once('data', () => child.stdout?.destroy());
      await result;
      const rows = (await readFile(report, 'utf8')).trim().split('\n');
      expect(rows).to.have.length(requests.length);
      expect(requests.length).to.be.below(500);
    });
  });

  /** Runs the built command with its streams on files; brings the exit code and what standard error got. */
  const runOnFiles = async (args: readonly string[], files: { stdin?: string; stdout?: string; stderr?: string }) => {
    const opened = await Promise.all([
      files.stdin === undefined ? undefined : open(files.stdin),
      files.stdout === undefined ? undefined : open(files.stdout, 'a'),
      files.stderr === undefined ? undefined : open(files.stderr, 'a'),
    ]);
    const [stdin, stdout, stderr] = opened;
    const child = spawn(process.execPath, [CLI, ...args], {
      env: ambient,
      stdio: [stdin?.fd ?? 'ignore', stdout?.fd ?? 'ignore', stderr?.fd ?? 'pipe'],
    });
    const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'close')]);
    for (const file of opened) await file?.close();
    return { code: code as number, stderr: said };
  };

  it('is never written over a file that the run reads or writes otherwise', () =>
    withCognito(accepting, async ({ url, requests }) => {
      const place = (name: string): string => join(folder, name);
      for (const name of ['users.txt', 'secret', 'ca.pem', 'results', 'errors']) await writeFile(place(name), 'a\n');
      const own = ['--client-id=client1', `--endpoint-url=${url}`];
      const cases: readonly (readonly [file: string, what: string, args: readonly string[]])[] = [
        ['users.txt', 'standard input', []],
        ['results', "standard output's file", []],
        ['secret', 'the file of the client secret', [`--client-secret-file=${place('secret')}`]],
        ['ca.pem', 'the CA bundle', [`--ca-bundle=${place('ca.pem')}`]],
        ['run.journal', 'the journal of this run', [`--journal=${journal}`]],
      ];
      for (const [file, what, args] of cases) {
        const files = { stdin: place('users.txt'), stdout: place('results') };
        const { code, stderr } = await runOnFiles([...own, ...args, `--report=${place(file)}`], files);
        expect(code, file).to.equal(2);
        expect(stderr).to.contain(`UsageError: --report: the file is ${what}; name another one`);
      }
      const link = place('link.csv');
      await symlink(place('users.txt'), link);
      expect((await runOnFiles([...own, `--report=${link}`], { stdin: place('users.txt') })).code).to.equal(2);
      const noisy = { stdin: place('users.txt'), stderr: place('errors') };
      expect((await runOnFiles([...own, `--report=${place('errors')}`], noisy)).code).to.equal(2);
      expect(await readFile(place('users.txt'), 'utf8')).to.equal('a\n');
      expect(await readFile(place('secret'), 'utf8')).to.equal('a\n');
      expect(requests).to.have.length(0);
    }));

  it('leaves an older report as it was when the run is refused, or has no records', () =>
    withCognito(accepting, async ({ url }) => {
      const report = join(folder, 'old.csv');
      await writeFile(report, 'old\n');
      const refused = await startCli(['--region=nowhere!', `--report=${report}`], {}, { text: 'a\n' }).result;
      expect(refused.code).to.be.oneOf([2, 3]);
      const empty = await startCli(['--client-id=c', `--endpoint-url=${url}`, `--report=${report}`]).result;
      expect(empty.code).to.equal(2);
      expect(await readFile(report, 'utf8')).to.equal('old\n');
      expect(await readdir(folder)).to.deep.equal(['old.csv']);
    }));

  it('takes its place when the run is interrupted, with all that has a result', async () => {
    const report = join(folder, 'report.ndjson');
    await writeFile(report, 'old\n');
    let child: ReturnType<typeof startCli> | undefined;
    let isInterrupted = false;
    const answer = answersOf(openCognito());
    const interrupt: Answerer = (request) => {
      // A second signal would end the process at once.
      if (!isInterrupted) child?.child.kill('SIGINT');
      isInterrupted = true;
      return answer(request);
    };
    await withLoopback([interrupt], async ({ url, requests }) => {
      const args = ['--client-id=c', `--endpoint-url=${url}`, `--report=${report}`, '--concurrency=2'];
      child = startCli(args, {}, { text: 'a\nb\nc\nd\ne\n' });
      expect((await child.result).code).to.equal(130);
      const rows = (await readFile(report, 'utf8')).trim().split('\n');
      expect(rows).to.have.length(requests.length);
      expect(JSON.parse(rows[0] ?? '')).to.deep.include({ username: 'a', outcome: 'accepted', line: 1 });
    });
  });

  it('removes what a killed run has left beside it, and nothing of a run that may be alive', async () => {
    const report = join(folder, 'report.ndjson');
    let child: ReturnType<typeof startCli> | undefined;
    const kill: Answerer = async () => {
      child?.child.kill('SIGKILL');
      return silence;
    };
    await withLoopback([kill, answersOf(openCognito())], async ({ url }) => {
      const run = () => startCli(['--client-id=c', `--endpoint-url=${url}`, `--report=${report}`], {}, { text: 'a\n' });
      child = run();
      await child.result;
      const [left = ''] = await readdir(folder);
      expect(left).to.match(/^report\.ndjson\.\d+-.*\.partial$/);
      const others = [
        // This process is alive.
        basename(await partialPath(report)),
        left.replace(/[0-9a-f]{12}\.partial$/, '0123456789ab.partial'),
        left.replace('report.', 'other.'),
        'report.ndjson.notes.partial',
      ];
      for (const name of others) await writeFile(join(folder, name), '');
      expect((await run().result).code).to.equal(0);
      expect(await readdir(folder)).to.have.members(['report.ndjson', ...others]);
    });
  });

  for (const name of ['report.ndjson', 'report.csv']) {
    it(`keeps what the run before told of records that a resumed run skips, in ${name}`, () => {
      return withCognito(knowing('a', 'c'), async ({ url, requests }) => {
        const report = join(folder, name);
        await run(url, `--journal=${journal}`, `--report=${report}`);
        const rows = async (): Promise<string[]> => (await readFile(report, 'utf8')).trim().split(/\r?\n/);
        const before = await rows();
        await run(url, `--journal=${journal}`, `--report=${report}`);
        const after = await rows();
        expect(requests).to.have.length(3);
        const asSkipped = (row: string): string =>
          row
            .replace(/(accepted|rejected),,/, 'skipped,$1,')
            .replace(/"outcome":"(accepted|rejected)","skipped":null/, '"outcome":"skipped","skipped":"$1"');
        expect(after).to.deep.equal(before.map(asSkipped));
        expect(after.join('\n'))
          .to.contain('USER_NOT_FOUND')
          .and.to.contain('000000000001')
          .and.to.contain('000000000002')
          .and.to.contain('a***@e***');
      });
    });
  }

  it('keeps what the run before told of records that an interrupted rerun does not come to', () =>
    withCognito(accepting, async ({ url }) => {
      const report = join(folder, 'report.csv');
      const rows = async (): Promise<string[]> => (await readFile(report, 'utf8')).trim().split('\r\n');
      await run(url, `--journal=${journal}`, `--report=${report}`);
      const before = await rows();
      // The rerun is interrupted after its first record, which is skipped.
      const { child, result } = startCli(
        ['--client-id=client1', `--endpoint-url=${url}`, `--journal=${journal}`, `--report=${report}`],
        {},
        'open',
      );
      child.stdin?.write('a\n');
      child.stdout?.once('data', () => child.kill('SIGINT'));
      expect((await result).code).to.equal(130);
      expect(await rows()).to.deep.equal([
        before[0],
        before[1]?.replace('accepted,,', 'skipped,accepted,'),
        ...before.slice(2),
      ]);
    }));

  it('takes nothing over from a report about other users', () =>
    withCognito(accepting, async ({ url }) => {
      const report = join(folder, 'report.csv');
      await startCli(['--client-id=client1', `--endpoint-url=${url}`, `--report=${report}`], {}, { text: 'x\ny\nz\n' })
        .result;
      const { child, result } = startCli(
        ['--client-id=client1', `--endpoint-url=${url}`, `--report=${report}`],
        {},
        'open',
      );
      child.stdin?.write('a\n');
      child.stdout?.once('data', () => child.kill('SIGINT'));
      expect((await result).code).to.equal(130);
      expect(await readFile(report, 'utf8')).to.match(/^time,.*\r\n[^,]+,0,1,a,accepted,.*\r\n$/);
    }));

  it('names the cause that the journal knows where there is no earlier report', () => {
    return withCognito(refusing('UserNotFoundException'), async ({ url, requests }) => {
      await run(url, `--journal=${journal}`);
      const { stdout } = await run(url, `--journal=${journal}`, '--report=-');
      const [row = ''] = stdout.split('\n');
      expect(JSON.parse(row)).to.deep.include({
        outcome: 'skipped',
        skipped: 'rejected',
        error: 'UserNotFoundException',
      });
      expect(requests).to.have.length(3);
    });
  });

  it('as - is printed in the place of the results', () =>
    withCognito(accepting, async ({ url }) => {
      const { code, stdout } = await run(url, '--report=-');
      expect(code).to.equal(0);
      const rows = stdout
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row));
      expect(rows.map(({ username, outcome }) => [username, outcome])).to.deep.equal([
        ['a', 'accepted'],
        ['b', 'accepted'],
        ['c', 'accepted'],
      ]);
    }));

  it('may be a pipe, which is not read', () =>
    withCognito(accepting, async ({ url }) => {
      const pipe = join(folder, 'pipe');
      await promisify(execFile)('mkfifo', [pipe]);
      const [rows, { code }] = await Promise.all([readFile(pipe, 'utf8'), run(url, `--report=${pipe}`)]);
      expect(code).to.equal(0);
      expect(rows.trim().split('\n')).to.have.length(3);
    }));

  it('takes the place of an older report', () =>
    withCognito(accepting, async ({ url }) => {
      const report = join(folder, 'old.csv');
      await writeFile(report, 'old\n'.repeat(100));
      await run(url, `--report=${report}`);
      expect((await readFile(report, 'utf8')).split('\r\n')).to.have.length(5);
    }));
});
