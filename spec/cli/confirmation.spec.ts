import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { askToConfirm } from '../../lib/cli/confirmation.ts';
import type { CliResult } from '../support/cli.ts';
import { accepting, details, type ListeningCognito, withCognito } from '../support/cognito.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { type Here, runHere, terminalInput } from '../support/run-here.ts';
import { hasTerminal, runOnTerminal } from '../support/terminal.ts';

const usersOf = ({ requests }: ListeningCognito): unknown[] => requests.map(({ members }) => members.Username);

/** A run at a terminal whose user types these lines and then nothing more. */
async function answering(answers: readonly string[], argv: readonly string[], here: Here = {}) {
  const questions: string[] = [];
  const left = [...answers];
  const openTerminal = () =>
    fakeTerminal(async (text) => {
      questions.push(text);
      return left.shift();
    });
  return withCognito(accepting, async (service) => {
    const result = await runHere([...argv, '--client-id=c', `--endpoint-url=${service.url}`], {
      ...here,
      openTerminal,
    });
    return { ...result, questions, users: usersOf(service) };
  });
}

const records = (text: string): Here => ({ stdin: Readable.from([Buffer.from(text)]) });

describe('--confirm', () => {
  it("asks in PowerShell's words, and sends after Yes, which is the default", async () => {
    for (const yes of ['', 'y', 'Y', ' yes ', 'a', 'Yes to All']) {
      const { code, stdout, questions, users } = await answering([yes], ['alice', '--confirm']);
      expect({ code, stdout, users }, yes).to.deep.equal({
        code: 0,
        stdout: `${JSON.stringify(details)}\n`,
        users: ['alice'],
      });
      expect(questions).to.deep.equal([
        '\nConfirm\nAre you sure you want to perform this action?\n' +
          'Performing the operation "ForgotPassword" on target "alice".\n' +
          '[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [?] Help (default is "Y"): ',
      ]);
    }
  });

  it('cannot be steered by the name of a user', async () => {
    const question = { operation: 'ForgotPassword', target: '', text: 'a\u001B[2Kb' } as const;
    const ask = async (text: string): Promise<string> => {
      expect(text).to.contain('a\\u001b[2Kb');
      return 'n';
    };
    expect(await askToConfirm(question, fakeTerminal(ask), new AbortController().signal, false)).to.equal('no');
  });

  it('sends and prints nothing after No', async () => {
    for (const no of ['n', 'NO', 'l', 'no to all']) {
      const { code, stdout, stderr, users } = await answering([no], ['alice', '--confirm']);
      expect({ code, stdout, stderr, users }, no).to.deep.equal({ code: 0, stdout: '', stderr: '', users: [] });
    }
  });

  it('sends nothing when the terminal has no more to say', async () => {
    const { code, users } = await answering([], ['--confirm'], records('alice\nbob\n'));
    expect({ code, users }).to.deep.equal({ code: 0, users: [] });
  });

  it('explains itself, and asks again until there is an answer', async () => {
    const { questions, users } = await answering(['?', 'maybe', 'n'], ['alice', '--confirm']);
    expect(questions).to.have.length(3);
    expect(questions[1]).to.match(/^Y - Send to this user\.\n.*: $/s);
    expect(questions[2]).to.match(/^\[Y\] Yes .*: $/);
    expect(users).to.deep.equal([]);
  });

  it('asks for each record until an answer holds for all', async () => {
    const input = 'a\nb\nc\nd\n';
    const toAll = await answering(['n', 'y', 'a'], ['--confirm'], records(input));
    expect(toAll.users).to.deep.equal(['b', 'c', 'd']);
    expect(toAll.questions).to.have.length(3);
    const toNone = await answering(['y', 'l'], ['--confirm'], records(input));
    expect(toNone.users).to.deep.equal(['a']);
    expect(toNone.stdout.split('\n').filter((line) => line)).to.have.length(4);
  });

  it('of a record asks for that record only', async () => {
    const input = '{"Username":"a"}\n{"Username":"b","Confirm":true}\n';
    const { questions, users } = await answering(['n'], [], records(input));
    expect(questions).to.have.length(1);
    expect(users).to.deep.equal(['a']);
  });

  it('is not asked of a trusted record that says Force, while no record can undo it', async () => {
    const input = '{"Username":"a","Force":true}\n{"Username":"b","Confirm":false}\n"c"\n';
    const trusted = await answering(['n'], ['--confirm', '--trust-records'], records(input));
    expect(trusted.questions).to.have.length(1);
    expect(trusted.users).to.deep.equal(['a']);
    const untrusted = await answering(['n'], ['--confirm'], records(input));
    expect(untrusted.questions).to.have.length(1);
    expect(untrusted.users).to.deep.equal([]);
  });

  it('is not asked with --force, nor with --what-if, which needs no terminal either', async () => {
    const forced = await answering([], ['alice', '--confirm', '--force']);
    expect(forced).to.deep.include({ code: 0, questions: [], users: ['alice'] });
    await withCognito(accepting, async ({ url, requests }) => {
      const argv = ['alice', '--client-id=c', `--endpoint-url=${url}`, '--confirm'];
      expect(await runHere([...argv, '--what-if', '--force'])).to.deep.equal({
        code: 0,
        stdout: '',
        stderr: 'What if: Performing the operation "ForgotPassword" on target "alice".\n',
      });
      expect((await runHere([...argv, '--force'])).code).to.equal(0);
      expect(requests).to.have.length(1);
    });
  });

  it('ends with an interruption, and nothing is sent', async () => {
    const controller = new AbortController();
    const openTerminal = () =>
      fakeTerminal((_text, signal) => {
        controller.abort();
        return Promise.reject(signal.reason);
      });
    const argv = ['alice', '--client-id=c', '--region=eu-west-1', '--confirm'];
    const { code, stderr } = await runHere(argv, { openTerminal, signal: controller.signal });
    expect(code).to.equal(130);
    expect(stderr).to.contain('Interrupted. Nothing was sent');
  });
});

describe('without a terminal', () => {
  const saysSo = ({ code, stdout, stderr }: CliResult): void => {
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.match(/^UsageError: --confirm asks on the terminal, and there is none/);
  };

  it('--confirm is an error that says so, and nothing is read or sent', async () => {
    await withCognito(accepting, async ({ url, requests }) => {
      const argv = ['--confirm', '--client-id=c', `--endpoint-url=${url}`];
      saysSo(await runHere(['alice', ...argv]));
      const here = records('alice\n');
      saysSo(await runHere(argv, here));
      expect(here.stdin?.readableDidRead).to.equal(false);
      expect(requests).to.have.length(0);
    });
  });

  it('a record that wants to be asked about fails, and the others are sent', async () => {
    await withCognito(accepting, async (service) => {
      const argv = ['--client-id=c', `--endpoint-url=${service.url}`];
      const here = records('{"Username":"a","Confirm":true}\n{"Username":"b"}\n');
      const { code, stdout } = await runHere(argv, here);
      expect(code).to.equal(1);
      const [first = ''] = stdout.split('\n');
      expect(JSON.parse(first).error).to.deep.include({ name: 'UsageError', outcome: 'not-sent' });
      expect(usersOf(service)).to.deep.equal(['b']);
    });
  });
});

describe('no USERNAME at a terminal', () => {
  it('is an error, unless a format shows that records are to be typed', async () => {
    const { code, stderr } = await runHere(['--client-id=c', '--region=eu-west-1'], { stdin: terminalInput() });
    expect(code).to.equal(2);
    expect(stderr).to.match(/^UsageError: USERNAME is missing, and standard input is a terminal\n/);
    const typed = await runHere(['--client-id=c', '--input-format=lines'], { stdin: terminalInput() });
    expect(typed.stderr).to.match(/^UsageError: The input holds no records\n/);
  });
});

describe(`a pseudo-terminal${hasTerminal ? '' : ' (NOT CHECKED: this machine has no script of util-linux)'}`, () => {
  if (!hasTerminal) return;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'terminal-'));
    await writeFile(join(folder, 'users'), 'alice\nbob\ncarol\n');
  });
  after(() => rm(folder, { recursive: true }));

  const runThere = (answers: readonly string[], argv: readonly string[], redirections: string) =>
    withCognito(accepting, async (service) => {
      const args = ['--client-id=c', `--endpoint-url=${service.url}`, ...argv];
      return { ...(await runOnTerminal(args, redirections, answers)), users: usersOf(service) };
    });

  it('is asked on while standard input carries records and standard output is a file', async () => {
    const redirections = `< '${folder}/users' > '${folder}/results'`;
    const { code, screen, users } = await runThere(['n\n', '?\n', 'a\n'], ['--confirm'], redirections);
    expect({ code, users }).to.deep.equal({ code: 0, users: ['bob', 'carol'] });
    expect(screen.split('Are you sure')).to.have.length(3);
    expect(screen).to.contain('on target "alice"').and.to.contain('on target "bob"').and.to.contain('Y - Send to');
    const results = await readFile(join(folder, 'results'), 'utf8');
    expect(results.split('\n').map((line) => line && JSON.parse(line).input)).to.deep.equal([
      'alice',
      'bob',
      'carol',
      '',
    ]);
  });

  it('takes Ctrl-D for No to All, and Ctrl-C for an interruption', async () => {
    const redirections = `< '${folder}/users' > '${folder}/results'`;
    const ended = await runThere(['y\n', '\u0004'], ['--confirm'], redirections);
    expect(ended).to.deep.include({ code: 0, users: ['alice'] });
    const interrupted = await runThere(['y\n', '\u0003'], ['--confirm'], redirections);
    expect(interrupted).to.deep.include({ code: 130, users: ['alice'] });
    expect(interrupted.screen).to.contain('Interrupted. 0 of 1 records failed; no further one was sent');
    const [first = '', ...rest] = (await readFile(join(folder, 'results'), 'utf8')).split('\n');
    expect(JSON.parse(first)).to.deep.include({ input: 'alice', ok: true });
    expect(rest).to.deep.equal(['']);
  });

  it('as standard input is no place for records, and the result on it is indented', async () => {
    const missing = await runThere([], [], '');
    expect(missing.code).to.equal(2);
    expect(missing.screen).to.contain('USERNAME is missing, and standard input is a terminal');
    const { code, screen } = await runThere(['\n'], ['alice', '--confirm', '--select=*'], '');
    expect(code).to.equal(0);
    expect(screen).to.contain('{\n  "CodeDeliveryDetails": {');
  });
});
