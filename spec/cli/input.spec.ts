// What the built command takes as users and records, and what it never sends.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCli, runCliOn } from '../support/cli.ts';
import { accepting, type ListeningCognito, withCognito } from '../support/cognito.ts';
import { hasTerminal, runOnTerminal } from '../support/terminal.ts';

const usersOf = ({ requests }: ListeningCognito): unknown[] => requests.map(({ members }) => members.Username);

interface Result {
  readonly input: string | null;
  readonly ok: boolean;
  readonly skipped?: string;
  readonly why?: string;
  readonly error?: { readonly message: string };
}

/** What the built command does with records, and whom it sends to. */
function run(text: string, ...argv: string[]) {
  return withCognito(accepting, async (service) => {
    const args = ['--client-id=client1', `--endpoint-url=${service.url}`, '--requests-per-second=1000', ...argv];
    const { results, ...rest } = await runCliOn(text, args);
    return { ...rest, results: results as Result[], users: usersOf(service) };
  });
}

describe('the input', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'input-'));
    await writeFile(join(folder, 'users.csv'), 'Username\nalice\nbob\n');
  });
  after(() => rm(folder, { recursive: true }));

  it('is read from the file of --input', async () => {
    const { code, users } = await run('carol\n', '--input', join(folder, 'users.csv'));
    expect({ code, users }).to.deep.equal({ code: 0, users: ['alice', 'bob'] });
    expect((await run('carol\n', '--input=-')).users).to.deep.equal(['carol']);
  });

  it('ends the run with exit code 2 when the file of --input cannot be read', async () => {
    for (const [path, why] of [
      [join(folder, 'missing'), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const) {
      const { code, stderr, users } = await run('', `--input=${path}`);
      expect({ code, users }).to.deep.equal({ code: 2, users: [] });
      expect(stderr).to.contain(`UsageError: --input: the file cannot be read (${why})`);
    }
  });

  it('is refused as a whole before anything is sent', async () => {
    for (const text of [
      '[\n "anna",\n "zoe"\n',
      '[\n ["anna"]\n]',
      '+---+\n| a |\n',
      'email\na@x\n',
      'null\n"zoe"\n',
    ]) {
      const { code, stdout, stderr, users } = await run(text);
      expect({ code, stdout, users }, text).to.deep.equal({ code: 2, stdout: '', users: [] });
      expect(stderr).to.match(/^RequestValidationError: Line \d /);
    }
  });

  it('has the usernames where --username-column says, and its other columns are named once', async () => {
    const { code, stderr, users } = await run('email;id\na@x;1\nb@x;2\n', '--username-column=email');
    expect({ code, users }).to.deep.equal({ code: 0, users: ['a@x', 'b@x'] });
    expect(stderr.match(/Ignored columns: id\n/g)).to.have.length(1);
  });

  it('skips users of list-users who cannot recover, says why, and sends to them with --include-ineligible', async () => {
    const text = JSON.stringify({
      Users: [
        { Username: 'anna', UserStatus: 'CONFIRMED', Attributes: [{ Name: 'email_verified', Value: 'true' }] },
        { Username: 'bert', UserStatus: 'FORCE_CHANGE_PASSWORD', Attributes: [] },
      ],
    });
    const { code, results, users } = await run(text);
    expect({ code, users }).to.deep.equal({ code: 0, users: ['anna'] });
    expect(results[1]).to.deep.equal({
      index: 1,
      input: 'bert',
      ok: true,
      skipped: 'ineligible',
      why: 'UserStatus is FORCE_CHANGE_PASSWORD',
      output: null,
    });
    expect((await run(text, '--include-ineligible')).users).to.have.members(['anna', 'bert']);
  });
});

describe('an argument that is hardly a user', () => {
  for (const [argument, remedy] of [
    ['help', '--help'],
    ['-', '--input -'],
    ['@users.csv', '--input FILE'],
    ['package.json', '--input FILE'],
  ] as const) {
    it(`is refused with what to write instead: ${argument}`, () =>
      withCognito(accepting, async (service) => {
        const argv = ['--client-id=client1', `--endpoint-url=${service.url}`];
        const { code, stderr } = await runCli([argument, ...argv]);
        expect({ code, requests: service.requests }).to.deep.equal({ code: 2, requests: [] });
        expect(stderr).to.contain(remedy).and.to.contain('--username');
        expect((await runCli([`--username=${argument}`, ...argv])).code).to.equal(0);
        expect(usersOf(service)).to.deep.equal([argument]);
      }));
  }
});

describe('a record of the command line', () => {
  it('cannot undo --what-if', async () => {
    const { code, results, users } = await run('{"Username":"a","WhatIf":false}\n{"Username":"b"}\n', '--what-if');
    expect({ code, users }).to.deep.equal({ code: 1, users: [] });
    expect(results[0]?.error?.message).to.contain('WhatIf is given for the whole pipeline with another value');
  });

  it('sets EndpointUrl, ProfileLocation and Force with --trust-records only', () =>
    withCognito(accepting, async (other) => {
      const records = [
        { Username: 'a', EndpointUrl: other.url },
        { Username: 'b', ProfileLocation: '/etc/profiles' },
        { Username: 'c', force: true },
        { Username: 'd', ClientConfig: { proxyUrl: other.url } },
        { Username: 'e' },
      ];
      const text = records.map((record) => JSON.stringify(record)).join('\n');
      const { code, results, users } = await run(text);
      expect({ code, users }).to.deep.equal({ code: 1, users: ['e'] });
      expect(results.map(({ input, ok }) => [input, ok])).to.deep.equal([
        ['a', false],
        ['b', false],
        ['c', false],
        ['d', false],
        ['e', true],
      ]);
      expect(results[0]?.error?.message).to.equal(
        'EndpointUrl is set by a record; records may set it only with --trust-records',
      );
      // What a flag gives stands even then.
      const withoutProxy = text.split('\n').filter((line) => !line.includes('proxyUrl'));
      const trusted = await run(withoutProxy.join('\n'), '--trust-records');
      expect(trusted.users).to.have.members(['b', 'c', 'e']);
      expect(trusted.results[0]?.error?.message).to.contain('EndpointUrl is given for the whole pipeline');
      expect(other.requests).to.have.length(0);
      const { code: own } = await runCliOn(text.split('\n')[0] ?? '', ['--client-id=c', '--trust-records']);
      expect({ own, users: usersOf(other) }).to.deep.equal({ own: 0, users: ['a'] });
    }));

  it('takes the place of what the environment gives, and not of what a flag gives', () =>
    withCognito(accepting, async (service) => {
      const text = '{"Username":"a","ClientId":"own"}\n{"Username":"b"}\n';
      const argv = [`--endpoint-url=${service.url}`, '--concurrency=1'];
      expect((await runCliOn(text, argv, { COGNITO_CLIENT_ID: 'default' })).code).to.equal(0);
      expect(service.requests.map(({ members }) => members.ClientId)).to.deep.equal(['own', 'default']);
    }));
});

describe('a set-up that cannot work', () => {
  const unset = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' };
  const cases: readonly [what: string, argv: readonly string[], code: number, text: string][] = [
    ['no client ID', ['--region=eu-west-1'], 2, 'ClientId'],
    ['no region', ['--client-id=c'], 3, 'region'],
    ['bad metadata', ['--client-id=c', '--region=eu-west-1', '--client-metadata={"a":1}'], 2, 'ClientMetadata/a'],
    ['no secret file', ['--client-id=c', '--region=eu-west-1', '--client-secret-file=/missing'], 3, 'ENOENT'],
    ['an unknown profile', ['--client-id=c', '--profile=nobody'], 3, 'nobody'],
  ];
  for (const [what, argv, expected, text] of cases) {
    it(`is found before the first record: ${what}`, async () => {
      for (const extra of [[], ['--dry-run']]) {
        const { code, stdout, stderr } = await runCliOn('alice\nbob\n', [...argv, ...extra], unset);
        expect({ code, stdout }).to.deep.equal({ code: expected, stdout: '' });
        expect(stderr).to.contain(text);
      }
    });
  }

  it('is left to the records where they supply what is missing', async () => {
    for (const text of [
      '{"Username":"a","ClientId":"c","Region":"eu-west-1"}\n',
      'Username,ClientId,Region\na,c,eu-west-1\n',
    ]) {
      expect((await runCliOn(text, ['--dry-run'], unset)).code, text).to.equal(0);
    }
  });
});

describe('--profile', () => {
  it('names the profile of the shared files whose settings are used', () =>
    withCognito(accepting, async (service) => {
      const home = await mkdtemp(join(tmpdir(), 'profile-'));
      try {
        await writeFile(join(home, 'config'), `[profile staging]\nendpoint_url = ${service.url}\n`);
        const env = { AWS_CONFIG_FILE: join(home, 'config'), AWS_PROFILE: 'nobody' };
        const { code } = await runCli(['alice', '--client-id=c', '--profile=staging'], env);
        expect({ code, users: usersOf(service) }).to.deep.equal({ code: 0, users: ['alice'] });
      } finally {
        await rm(home, { recursive: true });
      }
    }));
});

describe('a client secret', () => {
  it('has the white space around it cut, from a file and from the environment', () =>
    withCognito(accepting, async (service) => {
      const folder = await mkdtemp(join(tmpdir(), 'secret-'));
      try {
        const path = join(folder, 'secret');
        const argv = ['alice', '--client-id=c', `--endpoint-url=${service.url}`];
        await writeFile(path, ' secret\t\r\n\n');
        await runCli([...argv, `--client-secret-file=${path}`]);
        await runCli(argv, { COGNITO_CLIENT_SECRET: '\n secret ' });
        await runCli(argv, { COGNITO_CLIENT_SECRET: 'secret' });
        const hashes = service.requests.map(({ members }) => members.SecretHash);
        expect(hashes).to.have.length(3);
        expect(new Set(hashes).size).to.equal(1);
        expect((await runCli(argv, { COGNITO_CLIENT_SECRET: ' ' })).stderr).to.contain(
          'COGNITO_CLIENT_SECRET holds nothing but white space',
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    }));
});

describe(`a large batch${hasTerminal ? '' : ' (NOT CHECKED: this machine has no script of util-linux)'}`, () => {
  if (!hasTerminal) return;
  let folder = '';
  const names = Array.from({ length: 1_001 }, (_, index) => `user${index}`);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'large-'));
    await writeFile(join(folder, 'lines'), `${names.join('\n')}\n`);
    await writeFile(join(folder, 'document'), JSON.stringify(names, null, 1));
  });
  after(() => rm(folder, { recursive: true }));

  const runThere = (answers: readonly string[], argv: readonly string[], input: string) =>
    withCognito(accepting, async (service) => {
      const args = ['--client-id=c', `--endpoint-url=${service.url}`, '--requests-per-second=100000', ...argv];
      const redirections = `< '${folder}/${input}' > '${folder}/results'`;
      return { ...(await runOnTerminal(args, redirections, answers)), count: service.requests.length };
    });

  it('is asked for once on a terminal, and not sent unless somebody agrees', async () => {
    for (const no of ['\n', 'n\n', '\u0004']) {
      const { code, screen, count } = await runThere([no], [], 'document');
      expect({ code, count }).to.deep.equal({ code: 0, count: 0 });
      expect(screen)
        .to.contain('Send codes to 1,001 users of the app client c? [y/N] ')
        .and.to.contain('Nothing was sent');
    }
    const { code, screen, count } = await runThere(['y\n'], ['--user-pool-id=eu-west-1_Example'], 'lines');
    expect({ code, count }).to.deep.equal({ code: 0, count: 1_001 });
    expect(screen).to.contain('Send codes to up to 1,001 users of eu-west-1_Example? [y/N] ');
    expect(screen.split('[y/N]')).to.have.length(2);
  });

  it('is not asked for with --force, in a dry run, or with a --limit of up to 1,000', async () => {
    for (const [argv, expected] of [
      [['--force'], 1_001],
      [['--dry-run'], 0],
      [['--limit=3'], 3],
    ] as const) {
      const { code, screen, count } = await runThere([], argv, 'lines');
      expect({ code, count }, argv[0]).to.deep.equal({ code: 0, count: expected });
      expect(screen).not.to.contain('[y/N]');
    }
  });

  it('ends with an interruption at the question, and nothing is sent', async () => {
    const { code, screen, count } = await runThere(['\u0003'], [], 'lines');
    expect({ code, count }).to.deep.equal({ code: 130, count: 0 });
    expect(screen).to.contain('Interrupted. Nothing was sent');
  });

  it('of --confirm answers Enter with No', async () => {
    const { code, count } = await runThere(['\n', 'y\n', 'l\n'], ['--confirm', '--limit=3'], 'lines');
    expect({ code, count }).to.deep.equal({ code: 0, count: 1 });
    const results = (await readFile(join(folder, 'results'), 'utf8')).trimEnd().split('\n');
    expect(results.map((line) => JSON.parse(line).skipped)).to.deep.equal(['declined', undefined, 'declined']);
  });
});
