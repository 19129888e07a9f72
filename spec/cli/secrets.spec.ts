import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { computeSecretHash } from '../../lib/node.ts';
import { runCli, runCliOn } from '../support/cli.ts';
import { accepting, refusing, withCognito } from '../support/cognito.ts';

const secret = 'zq81-client-secret';
const username = 'alice@example.com';
const clientId = 'client';

describe('the client secret', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-secrets-'));
  });
  after(() => rm(folder, { recursive: true }));

  const fileWith = async (content: string | Uint8Array): Promise<string> => {
    const path = join(folder, 'secret');
    await writeFile(path, content);
    return path;
  };

  /** The `SecretHash` that the service receives. */
  const hashSent = (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<unknown> =>
    withCognito(accepting, async ({ url, requests }) => {
      const { code } = await runCli([username, '--client-id', clientId, '--endpoint-url', url, ...args], env);
      expect(code).to.equal(0);
      return requests[0]?.members.SecretHash;
    });

  it('comes from a file, without the newline at its end', async () => {
    const hash = await computeSecretHash({ username, clientId, clientSecret: secret });
    for (const content of [secret, `${secret}\n`, `${secret}\r\n`, `\uFEFF${secret}\n`]) {
      expect(await hashSent(['--client-secret-file', await fileWith(content)])).to.equal(hash);
    }
  });

  it('comes from the environment, unless a file is named', async () => {
    const hash = await computeSecretHash({ username, clientId, clientSecret: secret });
    expect(await hashSent([], { COGNITO_CLIENT_SECRET: secret })).to.equal(hash);
    const path = await fileWith(secret);
    expect(await hashSent(['--client-secret-file', path], { COGNITO_CLIENT_SECRET: 'other' })).to.equal(hash);
  });

  it('gives way to a hash', async () => {
    expect(await hashSent(['--secret-hash', 'aGFzaA=='], { COGNITO_CLIENT_SECRET: secret })).to.equal('aGFzaA==');
  });

  it('must be there: an error names the file, and not what is in it', async () => {
    const cases = { 'is empty': '\n', 'is no UTF-8 text': Buffer.from(`\uFEFF${secret}`, 'utf16le') };
    for (const [problem, content] of Object.entries(cases)) {
      const path = await fileWith(content);
      const { code, stderr } = await runCli([
        username,
        '--client-id=c',
        '--region=eu-west-1',
        '--client-secret-file',
        path,
      ]);
      expect(code).to.equal(3);
      expect(stderr).to.contain(`ConfigurationError: The client secret file ${path} ${problem}\n`);
      expect(stderr).not.to.contain(secret);
    }
    const absent = join(folder, 'absent');
    const { code, stderr } = await runCli([
      username,
      '--client-id=c',
      '--region=eu-west-1',
      '--client-secret-file',
      absent,
    ]);
    expect(code).to.equal(3);
    expect(stderr).to.contain(`${absent} cannot be read: ENOENT`);
  });
});

describe('what the command prints', () => {
  it('holds no value of the request, even where the service quotes it', async () => {
    const hash = await computeSecretHash({ username, clientId: 'clientOfSpec', clientSecret: secret });
    const values = ['clientOfSpec', username, 'metadata-value', 'encoded-data', '192.0.2.7'];
    const message = `No: ${[...values, secret, hash].join(', ')}.`;
    for (const [status, format] of [
      [400, 'text'],
      [500, 'json'],
    ]) {
      await withCognito(
        refusing({ name: 'InvalidParameterException', message, status: Number(status) }),
        async ({ url }) => {
          const { stdout, stderr } = await runCli(
            [
              username,
              '--client-id=clientOfSpec',
              '--client-metadata=key=metadata-value',
              '--user-context-data-encoded-data=encoded-data',
              '--user-context-data-ip-address=192.0.2.7',
              `--endpoint-url=${url}`,
              `--error-format=${format}`,
              '--verbose',
            ],
            { COGNITO_CLIENT_SECRET: secret },
          );
          expect(stdout).to.equal('');
          expect(stderr).to.contain('InvalidParameterException').and.to.contain('[redacted]');
          // The client ID is public, and an error about it is useless without it.
          for (const value of [...values.slice(1), secret, hash]) expect(stderr).not.to.contain(value);
        },
      );
    }
  });

  it('holds of records the usernames in their results only', async () => {
    const values = ['clientOfSpec', 'metadata-value', 'encoded-data', '192.0.2.7', 'c2VjcmV0LWhhc2g='];
    const message = `No: ${[username, ...values].join(', ')}.`;
    const header =
      'Username,ClientId,ClientMetadata.key,UserContextData_EncodedData,UserContextData_IpAddress,SecretHash';
    for (const format of ['text', 'json']) {
      await withCognito(refusing({ name: 'InvalidParameterException', message }), async ({ url }) => {
        const argv = [`--endpoint-url=${url}`, `--error-format=${format}`, '--verbose'];
        const rows = `${[username, ...values].join(',')}\n${[username, ...values, 'one-too-many'].join(',')}\n`;
        const { stdout, stderr, results } = await runCliOn(`${header}\n${rows}`, argv);
        expect(results).to.have.length(2);
        expect(stdout).to.contain('[redacted]');
        for (const value of [...values.slice(1), 'one-too-many']) expect(stdout + stderr).not.to.contain(value);
        expect(stdout.replaceAll(`"input":"${username}"`, '') + stderr).not.to.contain(username);
      });
    }
  });
});

describe('an endpoint that is refused, as it holds credentials', () => {
  it('is not shown', async () => {
    for (const format of ['text', 'json']) {
      const { code, stdout, stderr } = await runCli([
        'alice',
        '--client-id=client',
        '--endpoint-url=http://user:s3cr3t@127.0.0.1:9',
        '--verbose',
        `--error-format=${format}`,
      ]);
      expect(code).to.equal(2);
      expect(stdout + stderr).not.to.include('s3cr3t');
    }
  });
});
