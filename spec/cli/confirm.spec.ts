// The command `confirm`, in this process; what is hidden on a terminal is another spec's.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { flags } from '../../lib/cli/flags.ts';
import { computeSecretHash } from '../../lib/node.ts';
import { VERSION } from '../../lib/schema/generated/version.ts';
import type { NamedFault } from '../../lib/testing/testing.ts';
import {
  answersOf,
  CODE,
  confirmationsTo,
  openCognito,
  refusing,
  type Setting,
  sendCode,
  sendingCode,
  withCognito,
} from '../support/cognito.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { type Answerer, withLoopback } from '../support/loopback.ts';
import { type Here, runHere, terminalInput } from '../support/run-here.ts';

const PASSWORD = 'Correct horse 7';

/** Standard input that holds a text. */
const holding = (text: string | Uint8Array): Here => ({ stdin: Readable.from([Buffer.from(text)]) });

const runAt = (url: string, argv: readonly string[], here: Here) =>
  runHere(['confirm', 'alice', '--client-id=c', `--endpoint-url=${url}`, ...argv], here);

/** Runs `confirm alice` against a pool that has sent alice a code. */
function confirm(argv: readonly string[], here: Here = {}, { faults = [] }: Setting = {}) {
  return withCognito(sendingCode, async (service) => {
    await sendCode(service, 'c');
    for (const fault of faults) service.fail(fault);
    const result = await runAt(service.url, argv, here);
    return { ...result, sent: confirmationsTo(service), password: service.passwordOf('alice') };
  });
}

/** Runs it with the code and a password from standard input. */
const confirmWith = (...more: readonly string[]) =>
  confirm([`--confirmation-code=${CODE}`, '--password-file=-', ...more], holding(PASSWORD));

/** Runs it against a pool that refuses. */
const confirmRefused = (error: string | NamedFault) =>
  confirm([`--confirmation-code=${CODE}`, '--password-file=-'], holding(PASSWORD), refusing(error));

/** The password that it sends, which may be one that the service refuses. */
const passwordSent = (file: string, here: Here = {}): Promise<unknown> =>
  withLoopback([{}], async ({ url, requests }) => {
    const { code } = await runAt(url, ['--confirmation-code=1', `--password-file=${file}`], here);
    expect(code).to.equal(0);
    return JSON.parse(`${requests[0]?.body}`).Password;
  });

/** Runs it at a terminal at which these lines are typed, and then nothing more. */
async function typing(lines: readonly string[], ...more: readonly string[]) {
  const questions: string[] = [];
  const left = [...lines];
  const openTerminal = () =>
    fakeTerminal(async (text) => {
      questions.push(text);
      return left.shift();
    });
  return { ...(await confirm(more, { openTerminal })), questions };
}

describe('confirm', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'confirm-'));
  });
  after(() => rm(folder, { recursive: true }));

  const fileWith = async (content: string | Uint8Array): Promise<string> => {
    const path = join(folder, 'password');
    await writeFile(path, content);
    return path;
  };

  it('sends code and password, and prints nothing', async () => {
    const { code, stdout, stderr, sent, password } = await confirmWith();
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: '', stderr: '' });
    expect(sent).to.deep.equal([{ ClientId: 'c', Username: 'alice', ConfirmationCode: CODE, Password: PASSWORD }]);
    expect(password).to.equal(PASSWORD);
  });

  it('sends what the flags of the client give', async () => {
    const { sent } = await confirm(
      [
        '--confirmation-code=123456',
        '--password-file=-',
        '--client-metadata=a=b',
        '--user-context-data-ip-address=192.0.2.1',
        '--analytics-metadata-analytics-endpoint-id=e',
      ],
      { ...holding(PASSWORD), env: { COGNITO_CLIENT_SECRET: 's3cret' } },
    );
    const SecretHash = await computeSecretHash({ username: 'alice', clientId: 'c', clientSecret: 's3cret' });
    expect(sent[0]).to.deep.include({
      SecretHash,
      ClientMetadata: { a: 'b' },
      UserContextData: { IpAddress: '192.0.2.1' },
      AnalyticsMetadata: { AnalyticsEndpointId: 'e' },
    });
  });

  it('prints what --select asks for', async () => {
    const all = await confirmWith('--select=*', '--output=json');
    expect(JSON.parse(all.stdout)).to.deep.equal({
      $metadata: {
        httpStatusCode: 200,
        requestId: '00000000-0000-4000-8000-000000000002',
        attempts: 1,
        totalRetryDelay: 0,
      },
    });
    const id = await confirmWith('--select=$Metadata.RequestId', '--output=text');
    expect(id.stdout).to.equal('00000000-0000-4000-8000-000000000002\n');
    const name = await confirmWith('--select=^username', '--output=text');
    expect(name.stdout).to.equal('alice\n');
  });

  it('refuses to print a code, a password or what is not in the answer', async () => {
    for (const select of ['^Password', '^ConfirmationCode', 'CodeDeliveryDetails', '$metadata.x', '']) {
      const { code, stdout, stderr, sent } = await confirmWith(`--select=${select}`);
      expect({ code, stdout, sent }, select).to.deep.equal({ code: 2, stdout: '', sent: [] });
      expect(stderr).to.contain('--select must be one of *, $metadata, ');
    }
  });

  it('takes the password from a file exactly, but for one newline at its end', async () => {
    const contents = { 'a b': 'a b', ' a\n': ' a', 'a\r\n': 'a', '\uFEFFa\n': 'a', '日本\n': '日本' };
    for (const [content, Password] of Object.entries(contents)) {
      expect(await passwordSent(await fileWith(content))).to.equal(Password);
      expect(await passwordSent('-', holding(content))).to.equal(Password);
    }
  });

  it('refuses a password that no request may hold, and a file without one', async () => {
    const contents: readonly (readonly [content: string | Uint8Array, problem: string])[] = [
      ['', 'RequestValidationError: Password must not be empty\n  hint: Set by --password-file.'],
      ['\n', 'RequestValidationError: Password must not be empty'],
      ['🐎'.repeat(257), 'RequestValidationError: Password must have at most 256 characters'],
      [Buffer.from([0xff]), 'UsageError: --password-file cannot be read: it is not UTF-8 text'],
      ['a'.repeat(65_537), 'UsageError: --password-file cannot be read: it is larger than 65,537'.slice(0, -2)],
    ];
    for (const [content, problem] of contents) {
      const file = `--password-file=${await fileWith(content)}`;
      for (const [argv, here] of [
        [[file], {}],
        [['--password-file=-'], holding(content)],
      ] as const) {
        const { code, stderr, sent } = await confirm(['--confirmation-code=1', ...argv], here);
        expect({ code, sent }, problem).to.deep.equal({ code: 2, sent: [] });
        expect(stderr).to.contain(problem);
      }
    }
  });

  it('refuses a password of more than one line, which nobody can type', async () => {
    for (const content of ['abc\n\n', 'a\nb', 'a\nb\n', 'abc\r\n\r\n', 'a\r\nb\r\n', 'a\rb', '\nabc', '\n\n']) {
      const file = `--password-file=${await fileWith(content)}`;
      for (const [argv, here] of [
        [[file], {}],
        [['--password-file=-'], holding(content)],
      ] as const) {
        const { code, stderr, sent } = await confirm(['--confirmation-code=1', ...argv], here);
        expect({ code, sent }, content).to.deep.equal({ code: 2, sent: [] });
        expect(stderr).to.contain('UsageError: --password-file must hold one line, the new password; remove the other');
      }
    }
  });

  it('takes a password of 256 code points', async () => {
    const { code, password } = await confirm(
      [`--confirmation-code=${CODE}`, '--password-file=-'],
      holding('🐎'.repeat(256)),
    );
    expect({ code, password }).to.deep.equal({ code: 0, password: '🐎'.repeat(256) });
  });

  it('says why a file cannot be read, and not its name, which may be the password', async () => {
    for (const [path, problem] of [
      ['/no/such/hunter2', 'there is no such file'],
      [folder, 'it is a folder'],
    ]) {
      const { code, stderr } = await confirm(['--confirmation-code=1', `--password-file=${path}`]);
      expect(code).to.equal(2);
      expect(stderr)
        .to.contain(`UsageError: --password-file cannot be read: ${problem}; what another command prints is read by`)
        .and.not.to.contain(`${path}`);
    }
  });

  it('refuses a code that no request may hold, before it asks for a password', async () => {
    for (const [given, problem] of [
      ['1 2', 'must not contain spaces'],
      ['', 'must not be empty'],
      ['1'.repeat(2_049), 'must have at most 2048 characters'],
    ] as const) {
      const { code, stderr, questions, sent } = await typing(['p', 'p'], `--confirmation-code=${given}`);
      expect({ code, questions, sent }, problem).to.deep.equal({ code: 2, questions: [], sent: [] });
      expect(stderr)
        .to.contain(`RequestValidationError: ConfirmationCode ${problem}`)
        .and.to.contain('--confirmation-code');
    }
    const typed = await typing(['1 2', 'p', 'p']);
    expect(typed.code).to.equal(2);
    expect(typed.questions).to.deep.equal(['Confirmation code: ']);
  });

  it('asks for the code, and twice for the password', async () => {
    const { code, questions, sent } = await typing([' 123456 ', ' a b ', ' a b ']);
    // The service refuses outer spaces; the command does not cut them.
    expect(code).to.equal(1);
    expect(questions).to.deep.equal(['Confirmation code: ', 'New password: ', 'The new password again: ']);
    expect(sent[0]).to.deep.include({ ConfirmationCode: '123456', Password: ' a b ' });
  });

  it('asks again where the two passwords differ or are empty, three times at most', async () => {
    const third = await typing(['a', 'b', '', 'cc', 'cc'], `--confirmation-code=${CODE}`);
    expect(third.code).to.equal(0);
    expect(third.password).to.equal('cc');
    expect(third.questions[2]).to.equal('The two passwords differ. Try again.\nNew password: ');
    expect(third.questions[3]).to.equal('A password must not be empty. Try again.\nNew password: ');
    const never = await typing(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'g'], '--confirmation-code=1');
    expect(never.code).to.equal(2);
    expect(never.questions).to.have.length(6);
    expect(never.stderr).to.contain('UsageError: no password was typed twice alike in 3 tries');
    expect(never.sent).to.deep.equal([]);
  });

  it('ends where the terminal has no more to say', async () => {
    for (const lines of [[], ['1'], ['1', 'a']]) {
      const { code, stderr, sent } = await typing(lines);
      expect({ code, sent }).to.deep.equal({ code: 2, sent: [] });
      expect(stderr).to.match(/^UsageError: no (confirmation code|password) was typed/);
    }
  });

  it('says what to write where there is no terminal', async () => {
    const { code, stderr } = await confirm([]);
    expect(code).to.equal(2);
    expect(stderr)
      .to.contain('write --confirmation-code CODE')
      .and.to.contain('write --password-file PATH, or --password-file - for standard input')
      .and.to.contain('hint: See cognito-forgot-password confirm --help.');
  });

  it('does not read a password from standard input that would show it', async () => {
    const { code, stderr } = await confirm(['--confirmation-code=1', '--password-file=-'], {
      stdin: terminalInput(),
    });
    expect(code).to.equal(2);
    expect(stderr).to.contain('leave it out to be asked for it, hidden');
  });

  it('refuses a password as an argument, however it is spelled, with what to write instead', async () => {
    const spellings = [
      ['--password', 'hunter2'],
      ['--password=hunter2'],
      ['--passwordhunter2'],
      ['--Password=hunter2'],
      ['--pass-word', 'hunter2'],
      ['--new-password', '-Xhunter2'],
      ['--passwd=hunter2'],
      ['--pass', 'hunter2'],
      ['-p', 'hunter2'],
      ['-phunter2'],
      ['-password=hunter2'],
    ];
    for (const argv of spellings) {
      for (const first of [['confirm', 'alice'], ['alice']]) {
        const { code, stderr } = await runHere([...first, '--client-id=c', '--region=eu-west-1', ...argv]);
        expect(code, argv[0]).to.equal(2);
        expect(stderr, argv[0])
          .to.match(/^UsageError: a password is not taken as an argument, which other users can see: /)
          .and.to.contain('--password-file PATH')
          .and.not.to.contain('hunter');
      }
    }
  });

  it('takes one user, and none of the options for records', async () => {
    const cases: readonly (readonly [argv: readonly string[], problem: string])[] = [
      [['confirm'], 'USERNAME is missing'],
      [['confirm', 'a', 'b'], 'USERNAME is given more than once; give one user'],
      [['confirm', 'help'], 'write confirm --help'],
      [['confirm', '-'], 'confirm takes one user'],
      [['confirm', '@file'], 'confirm takes one user'],
      [['confirm', 'a', '--journal=j'], '--journal is an option of the first command, and not of confirm'],
      [['confirm', 'a', '--pass-thru'], '--pass-thru is an option of the first command, and not of confirm'],
      [['a', '--confirmation-code=1'], '--confirmation-code is an option of confirm: write confirm as the first word'],
      [['confirm', 'a', '--regoin=x'], 'unknown option --regoin; did you mean --region?'],
    ];
    for (const [argv, problem] of cases) {
      const { code, stderr } = await runHere(argv);
      expect(code, problem).to.equal(2);
      expect(stderr).to.contain(problem);
    }
  });

  it('is a command as the exact first word only', () =>
    withCognito(sendingCode, async (service) => {
      const common = ['--client-id=c', `--endpoint-url=${service.url}`];
      await runHere(['--username=confirm', ...common]);
      await runHere(['Confirm', ...common]);
      expect(service.requests.map(({ operation, members }) => [operation, members.Username])).to.deep.equal([
        ['ForgotPassword', 'confirm'],
        ['ForgotPassword', 'Confirm'],
      ]);
    }));

  it('sends and asks nothing with --what-if', async () => {
    const { code, stdout, stderr, questions, sent } = await typing([], '--what-if');
    expect({ code, stdout, questions, sent }).to.deep.equal({ code: 0, stdout: '', questions: [], sent: [] });
    expect(stderr).to.equal('What if: Performing the operation "ConfirmForgotPassword" on target "alice".\n');
  });

  it('asks with --confirm, which --force overrides', async () => {
    const asked = await typing(['1', 'p', 'p', '?', 'n'], '--confirm');
    expect(asked.questions[3]).to.contain('Performing the operation "ConfirmForgotPassword" on target "alice".');
    expect(asked.questions[4]).to.contain("Set this user's password");
    expect({ code: asked.code, sent: asked.sent }).to.deep.equal({ code: 0, sent: [] });
    const agreed = await typing(['1', 'p', 'p', 'y'], '--confirm');
    expect(agreed.sent).to.have.length(1);
    const forced = await typing(['1', 'p', 'p'], '--confirm', '--force');
    expect(forced.sent).to.have.length(1);
  });

  it('tells what keeps it from working before it asks for anything', async () => {
    const openTerminal = () =>
      fakeTerminal(async () => {
        throw new Error('Nobody is to be asked');
      });
    for (const [argv, expected] of [
      [['--client-id=c'], 3],
      [['--region=eu-west-1'], 2],
      [['--client-id=c', '--region=eu-west-1', '--client-secret-file=/no/such'], 3],
    ] as const) {
      const env = { AWS_EC2_METADATA_DISABLED: 'true' };
      const { code } = await runHere(['confirm', 'alice', ...argv], { openTerminal, env });
      expect(code).to.equal(expected);
    }
  });

  it('shows its help and the version', async () => {
    const help = await runHere(['confirm', '--help']);
    expect(help.code).to.equal(0);
    expect(help.stdout).to.match(/^Usage: cognito-forgot-password confirm USERNAME /);
    const all = await runHere(['confirm', '--help', '--all']);
    expect(all.stdout).to.contain('--password-file PATH').and.to.contain('--region REGION');
    for (const { name, sets } of flags.values())
      if (sets[0] === 'batch') expect(all.stdout).not.to.contain(`--${name} `);
    expect((await runHere(['confirm', '--version'])).stdout).to.equal(`${VERSION}\n`);
  });
});

describe('the exit code of confirm', () => {
  it('is 1 where the service rejects, and the text tells that the password stayed', async () => {
    const message = 'Invalid verification code provided, please try again.';
    const { code, stdout, stderr } = await confirm(
      ['--confirmation-code=111111', '--password-file=-'],
      holding(PASSWORD),
    );
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr).to.equal(
      `CodeMismatchException: ${message}\n  reason: CODE_MISMATCH\n` +
        '  hint: Check the code. This does not tell whether the user exists.\n' +
        '  outcome: rejected (the password was not changed)\n' +
        '  request id: 00000000-0000-4000-8000-000000000002\n',
    );
  });

  for (const name of ['UserLambdaValidationException', 'UnexpectedLambdaException', 'InvalidLambdaResponseException']) {
    it(`is 4 for ${name}, after which the password may have been changed`, async () => {
      const { code, stderr } = await confirmRefused(name);
      expect(code).to.equal(4);
      expect(stderr)
        .to.contain('outcome: unknown (the password may have been changed)')
        .and.to.contain('try to sign in with the new one')
        .and.not.to.contain('code may have been sent');
    });
  }

  it('is 4 where the connection breaks', async () => {
    const { code, stderr, password } = await confirm(
      [`--confirmation-code=${CODE}`, '--password-file=-'],
      holding(PASSWORD),
      {
        faults: [{ when: 'after', with: 'reset' }],
      },
    );
    expect({ code, password }).to.deep.equal({ code: 4, password: PASSWORD });
    expect(stderr)
      .to.match(/^TransportError: /)
      .and.to.contain('the password may have been changed');
  });

  it('is 130 where the user interrupts, and the text tells what became of the password', async () => {
    const interruption = new AbortController();
    const cognito = openCognito(sendingCode);
    await sendCode(cognito, 'c');
    const answer = answersOf(cognito);
    const interrupt: Answerer = (request) => {
      interruption.abort();
      return answer(request);
    };
    const argv = [`--confirmation-code=${CODE}`, '--password-file=-', '--error-format=json'];
    const { code, stderr } = await withLoopback([interrupt], ({ url }) =>
      runAt(url, argv, { ...holding(PASSWORD), signal: interruption.signal }),
    );
    expect(code).to.equal(130);
    expect(JSON.parse(stderr)).to.deep.include({
      name: 'InterruptedError',
      message: 'Interrupted. The password was changed',
      outcome: 'accepted',
    });
  });

  it('is 130 where the user interrupts a question, and nothing was sent', async () => {
    const interruption = new AbortController();
    const openTerminal = () =>
      fakeTerminal((_text, signal) => {
        interruption.abort();
        return Promise.reject(signal.reason);
      });
    const { code, stderr, sent } = await confirm([], { openTerminal, signal: interruption.signal });
    expect({ code, sent }).to.deep.equal({ code: 130, sent: [] });
    expect(stderr).to.contain('InterruptedError: Interrupted. Nothing was sent\n').and.not.to.contain('failure');
  });
});
