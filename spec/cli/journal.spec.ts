import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { refusing, withCognito } from '../support/cognito.ts';
import { runHere } from '../support/run-here.ts';

describe('the command journal', () => {
  let folder = '';
  let path = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-command-'));
    path = join(folder, 'run.journal');
    await withCognito(refusing('UserNotFoundException'), ({ url }) =>
      runHere(['--client-id=c', `--endpoint-url=${url}`, `--journal=${path}`], {
        stdin: Readable.from([Buffer.from('alice\nbob\n')]),
      }),
    );
  });
  after(() => rm(folder, { recursive: true }));

  async function corruptCopy(): Promise<string> {
    const copy = join(folder, 'corrupt.journal');
    await writeFile(copy, (await readFile(path, 'utf8')).replace('"rejected"', '"accepted"'));
    return copy;
  }

  it('tells what a journal holds, and what a run would send', async () => {
    const { code, stdout, stderr } = await runHere(['journal', path]);
    expect(code).to.equal(0);
    const { outcomes, isIntact, rerun } = JSON.parse(stdout);
    expect({ outcomes, isIntact, rerun }).to.deep.equal({
      outcomes: { accepted: 0, rejected: 2, 'not-sent': 0, unknown: 0 },
      isIntact: true,
      rerun: { sends: 0, retryUnknown: 0, retryRejected: 2 },
    });
    expect(stderr).to.equal(
      'Of these 2 users, a run with this journal sends to 0; --retry-rejected adds 2. It sends to all users who are not in the journal.\n',
    );
  });

  it('tells it as text', async () => {
    const { stdout } = await runHere(['journal', path, '--output', 'text']);
    expect(stdout).to.contain('rejected\t2\n').and.to.contain('errors.UserNotFoundException\t2\n');
    expect(stdout).to.contain('rerun.retryRejected\t2\n').and.to.contain(`path\t${path}\n`);
  });

  it('fails for one that is corrupt, and says how to go on', async () => {
    const corrupt = await corruptCopy();
    const { code, stdout, stderr } = await runHere(['journal', corrupt]);
    expect(code).to.equal(3);
    expect(JSON.parse(stdout)).to.include({ isIntact: false });
    expect(stderr).to.contain(`cognito-forgot-password journal ${corrupt} --salvage NEW`);
  });

  it('makes a sound one of it', async () => {
    const salvaged = join(folder, 'salvaged.journal');
    const { code, stdout, stderr } = await runHere(['journal', await corruptCopy(), '--salvage', salvaged]);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ path: salvaged, isIntact: true, isIncomplete: true });
    expect(stderr).to.contain('only with --retry-unknown');
    expect((await runHere(['journal', salvaged])).code).to.equal(0);
  });

  for (const [argv, problem] of [
    [['journal'], 'journal needs the path of a journal'],
    [['journal', 'a', 'b'], 'journal takes one path'],
    [['journal', 'a', '--salvge=b'], 'unknown option --salvge'],
    [['journal', 'a', '--salvage'], '--salvage needs a value'],
    [['journal', 'a', '--output=xml'], '--output must be json or text'],
  ] as const) {
    it(`is used wrongly as ${argv.join(' ')}`, async () => {
      const { code, stderr } = await runHere(argv);
      expect(code).to.equal(2);
      expect(stderr).to.contain(problem);
    });
  }

  it('is a command only as the first word', async () => {
    const { code, stderr } = await runHere(['--username=journal', '--client-id=c', '--region=eu-west-1', '--what-if']);
    expect(code).to.equal(0);
    expect(stderr).to.contain('What if');
    expect((await runHere(['--region=x', 'journal', 'path'])).stderr).to.contain(
      'write cognito-forgot-password journal FILE',
    );
  });

  it('has a help of its own, which fits a terminal of 80 columns', async () => {
    const { code, stdout } = await runHere(['journal', '--help']);
    expect(code).to.equal(0);
    expect(stdout).to.contain('--salvage NEW');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).to.be.at.most(80);
  });
});
