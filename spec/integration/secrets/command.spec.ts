import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type CliResult, runCli, runCliOn, startCli } from '../../support/cli.ts';
import { type Answer, deadUrl, loopback } from '../../support/loopback.ts';
import { canaries, confirmEcho, echo, leaksIn, proxyCredentials } from './canaries.ts';

const env = { COGNITO_CLIENT_SECRET: canaries.clientSecret };
const flags = [
  `--client-id=${canaries.clientId}`,
  `--client-metadata=key=${canaries.metadata}`,
  `--client-metadata=hash=${canaries.secretHash}`,
  `--user-context-data-encoded-data=${canaries.encodedData}`,
  `--user-context-data-ip-address=${canaries.ipAddress}`,
];

/** Answers that repeat what the service was asked. */
const answersWith = (text: string): Readonly<Record<string, Answer>> => ({
  'a refusal': { status: 400, body: { __type: 'NotAuthorizedException', message: text } },
  'a fault': { status: 500, body: { __type: 'InternalErrorException', message: text } },
  'a success that is no JSON': { body: text },
  'no HTTP': { raw: `${text}\r\n\r\n`, after: 'close' },
  'broken headers': { raw: `HTTP/1.1 200 OK\r\n${text}\r\n\r\n`, after: 'close' },
  success: {},
});
const answers = answersWith(echo);

/** Runs the command on one user against a service that answers so. */
async function run(answer: Answer, ...more: readonly string[]): Promise<CliResult> {
  await using service = await loopback(answer);
  // Not before the command has ended may the service end.
  return await runCli([canaries.username, ...flags, '--verbose', `--endpoint-url=${service.url}`, ...more], env);
}

/** Runs `confirm` against a service that answers so. */
async function confirm(answer: Answer, ...more: readonly string[]): Promise<CliResult> {
  await using service = await loopback(answer);
  const own = [`--confirmation-code=${canaries.confirmationCode}`, '--password-file=-', '--select=*'];
  const args = ['confirm', canaries.username, ...flags, ...own, '--verbose', `--endpoint-url=${service.url}`, ...more];
  return await startCli(args, env, { text: `${canaries.password}\n` }).result;
}

describe('the command tells no secret', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const [what, answer] of Object.entries(answers)) {
    for (const format of ['text', 'json']) {
      it(`of a call that the service answers with ${what}, as ${format}`, async () => {
        const result = await run(answer, `--error-format=${format}`);
        expect(result.stderr).to.include('attempt').and.not.to.include('CONNECT');
        expect(leaksIn(result)).to.deep.equal([]);
      });
    }
  }

  const malformed = `1 validation error detected: Value '${canaries.confirmationCode}' at 'confirmationCode' failed to satisfy constraint`;
  const confirmAnswers: Readonly<Record<string, Answer>> = {
    ...answersWith(confirmEcho),
    'a malformed code': { status: 400, body: { __type: 'InvalidParameterException', message: malformed } },
  };
  for (const [what, answer] of Object.entries(confirmAnswers)) {
    for (const format of ['text', 'json']) {
      it(`of a confirmation that the service answers with ${what}, as ${format}`, async () => {
        const result = await confirm(answer, `--error-format=${format}`);
        expect(result.stderr).to.include('attempt');
        expect(leaksIn(result)).to.deep.equal([]);
      });
    }
  }

  it('of a confirmation that is not made, but for the name of the user', async () => {
    expect(leaksIn(await confirm({}, '--what-if'))).to.deep.equal(['username']);
    for (const args of [
      [`--password=${canaries.password}`],
      ['--password', canaries.password],
      ['--password-file', canaries.password],
      ['--confirmation-code', `${canaries.confirmationCode} ${canaries.confirmationCode}`],
      ['--select', canaries.password],
      [`--pasword=${canaries.password}`],
    ]) {
      const result = await confirm({}, ...args);
      expect(result.code, args[0]).to.equal(2);
      expect(leaksIn(result), args[0]).to.deep.equal([]);
    }
  });

  it('of a call that is not made, but for the name of the user', async () => {
    const { stdout, stderr } = await run({}, '--what-if');
    expect(leaksIn(stdout)).to.deep.equal([]);
    expect(leaksIn(stderr)).to.deep.equal(['username']);
  });

  it('of wrong arguments', async () => {
    const wrong = [
      ['--client-secret', canaries.clientSecret],
      [`--client-secret=${canaries.clientSecret}`],
      [`--clientsecret${canaries.clientSecret}`],
      ['--max-attempts', canaries.metadata],
      ['--client-metadata', `{"${canaries.metadata}`],
      ['--delivery', canaries.encodedData],
      ['--endpoint-url', `https://${proxyCredentials}@localhost`],
      ['--proxy-url', `http://${proxyCredentials}@localhost`],
      ['--secret-hash', `${canaries.secretHash} \u0001`],
    ];
    for (const args of wrong) {
      const result = await runCli([canaries.username, ...flags, '--region=eu-west-1', ...args], env);
      expect(result.code, args[0]).to.be.oneOf([2, 3]);
      expect(leaksIn(result), args[0]).to.deep.equal([]);
    }
  });

  it('of the environment and of files', async () => {
    const profiles = join(folder, 'config');
    await writeFile(
      profiles,
      `[default]\nregion = ${canaries.metadata}\nendpoint_url = https://${proxyCredentials}@h\n`,
    );
    const surroundings = [
      { AWS_ENDPOINT_URL: `https://${proxyCredentials}@localhost` },
      { AWS_REGION: canaries.metadata },
      { AWS_MAX_ATTEMPTS: canaries.clientSecret },
      { AWS_CONFIG_FILE: profiles },
      { AWS_REGION: 'eu-west-1', HTTPS_PROXY: `http://${proxyCredentials}@127.0.0.1:x` },
      { AWS_REGION: 'eu-west-1', HTTPS_PROXY: (await deadUrl()).replace('//', `//${proxyCredentials}@`) },
    ];
    for (const extra of surroundings) {
      const result = await runCli([canaries.username, ...flags, '--verbose', '--error-format=json'], {
        ...env,
        ...extra,
      });
      expect(result.code, JSON.stringify(extra)).to.be.oneOf([3, 4]);
      expect(leaksIn(result), JSON.stringify(extra)).to.deep.equal([]);
    }
  });

  for (const [what, answer] of Object.entries(answers)) {
    it(`of many users, but for their names where results are, after ${what}`, async () => {
      await using service = await loopback(answer);
      const [journal, report] = [join(folder, 'journal'), join(folder, 'report')];
      const record = {
        Username: canaries.username,
        ClientMetadata: { key: canaries.metadata, hash: canaries.secretHash },
        UserContextData_IpAddress: canaries.ipAddress,
      };
      const unreadable = `{"Username":"${canaries.metadata}`;
      const input = [JSON.stringify(record), unreadable, JSON.stringify({ Usernam: canaries.encodedData })];
      const { stdout, stderr } = await runCliOn(
        input.join('\n'),
        [
          ...flags,
          '--verbose',
          `--endpoint-url=${service.url}`,
          '--input-format=ndjson',
          `--journal=${journal}`,
          `--report=${report}`,
        ],
        env,
      );
      expect(leaksIn(stderr)).to.deep.equal([]);
      expect(leaksIn(await readFile(journal, 'utf8'))).to.deep.equal([]);
      for (const results of [stdout, await readFile(report, 'utf8')]) {
        expect(leaksIn(results)).to.deep.equal(['username']);
      }
    });
  }
});
