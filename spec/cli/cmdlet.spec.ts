// One case for each row of the cmdlet's table, with the built command.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { computeSecretHash } from '../../lib/node.ts';
import { type CliResult, runCli, runCliOn } from '../support/cli.ts';
import { accepting, details, withCognito } from '../support/cognito.ts';

interface Sent extends CliResult {
  /** The members that the service received; nothing where it received none. */
  readonly request: unknown;
}

/** Runs the command against a service that accepts. */
function runAgainst(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Sent> {
  return withCognito(accepting, async ({ url, requests }) => {
    const result = await runCli([...argv, `--endpoint-url=${url}`], { COGNITO_CLIENT_ID: 'client1', ...env });
    expect(requests.length).to.be.at.most(1);
    return { ...result, request: requests[0]?.members };
  });
}

const requestOf = async (...argv: string[]): Promise<unknown> => {
  const { code, stderr, request } = await runAgainst(argv);
  expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
  return request;
};

describe("the cmdlet's parameters at a shell", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cmdlet-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('Username: by position, by name and from standard input', async () => {
    const request = { ClientId: 'client1', Username: 'alice' };
    expect(await requestOf('alice')).to.deep.equal(request);
    expect(await requestOf('--username', 'alice')).to.deep.equal(request);
    await withCognito(accepting, async ({ url, requests }) => {
      const { code, results } = await runCliOn('alice\n', ['--client-id=client1', `--endpoint-url=${url}`]);
      expect({ code, results }).to.deep.equal({
        code: 0,
        results: [{ index: 0, input: 'alice', ok: true, output: details }],
      });
      expect(requests.map(({ members }) => members)).to.deep.equal([request]);
    });
  });

  it('ClientId: by flag, before the environment', async () => {
    expect(await requestOf('alice', '--client-id=other')).to.deep.equal({ ClientId: 'other', Username: 'alice' });
  });

  it('ClientMetadata: as pairs, and as an object', async () => {
    const request = { ClientId: 'client1', Username: 'alice', ClientMetadata: { a: '1', b: '2', c: '3' } };
    const argv = ['alice', '--client-metadata', 'a=1', '--client-metadata', '{"b":"2","c":"3"}'];
    expect(await requestOf(...argv)).to.deep.equal(request);
  });

  it('AnalyticsMetadata_AnalyticsEndpointId', async () => {
    expect(await requestOf('alice', '--analytics-metadata-analytics-endpoint-id=e')).to.deep.include({
      AnalyticsMetadata: { AnalyticsEndpointId: 'e' },
    });
  });

  it('UserContextData_EncodedData and UserContextData_IpAddress', async () => {
    const encoded = await requestOf('alice', '--user-context-data-encoded-data=d');
    expect(encoded).to.deep.include({ UserContextData: { EncodedData: 'd' } });
    const both = await requestOf('alice', '--user-context-data-encoded-data=d', '--user-context-data-ip-address=::1');
    expect(both).to.deep.include({ UserContextData: { EncodedData: 'd', IpAddress: '::1' } });
  });

  it('SecretHash: given, or computed for each record', async () => {
    expect(await requestOf('alice', '--secret-hash=YQ==')).to.deep.include({ SecretHash: 'YQ==' });
    const path = join(folder, 'secret');
    await writeFile(path, 'hunter2\n');
    const clients = [{ clientId: 'client1', clientSecret: 'hunter2' }];
    await withCognito({ ...accepting, clients }, async ({ url, requests }) => {
      const argv = ['--client-id=client1', `--endpoint-url=${url}`, `--client-secret-file=${path}`];
      expect((await runCliOn('alice\nbob\n', argv)).code).to.equal(0);
      for (const [index, username] of ['alice', 'bob'].entries()) {
        const SecretHash = await computeSecretHash({ username, clientId: 'client1', clientSecret: 'hunter2' });
        expect(requests[index]?.members).to.deep.include({ Username: username, SecretHash });
      }
    });
  });

  it('Select: a part of the response, a parameter, or an error before anything is sent', async () => {
    const destination = await runAgainst(['alice', '--select', 'codedeliverydetails.DESTINATION', '--output=text']);
    expect(destination).to.deep.include({ code: 0, stdout: `${details.Destination}\n` });
    expect((await runAgainst(['alice', '--select=^username'])).stdout).to.equal('"alice"\n');
    const all = JSON.parse((await runAgainst(['alice', '--select', '*'])).stdout);
    expect(all).to.have.nested.property('$metadata.requestId', '00000000-0000-4000-8000-000000000001');
    for (const select of ['Destination', '']) {
      const unknown = await runAgainst(['alice', `--select=${select}`]);
      expect(unknown).to.deep.include({ code: 2, stdout: '', request: undefined });
      expect(unknown.stderr).to.contain('Select must be one of').and.to.contain('Set by --select.');
    }
  });

  it('PassThru: prints the username, with a warning', async () => {
    expect(await runAgainst(['alice', '--pass-thru', '--output=text'])).to.deep.include({
      code: 0,
      stdout: 'alice\n',
      stderr: "WARNING: PassThru is deprecated; use Select: '^Username'.\n",
    });
  });

  it('WhatIf: beats Force and Confirm, and sends nothing', async () => {
    const { code, stdout, stderr, request } = await runAgainst(['alice', '--what-if', '--force', '--confirm']);
    expect({ code, stdout, request }).to.deep.equal({ code: 0, stdout: '', request: undefined });
    expect(stderr).to.equal('What if: Performing the operation "ForgotPassword" on target "alice".\n');
    const { stderr: json } = await runAgainst(['alice', '--what-if', '--error-format=json']);
    expect(JSON.parse(json)).to.deep.equal({ type: 'what-if', text: stderr.trimEnd() });
  });

  it('Force: beats Confirm', async () => {
    expect(await requestOf('alice', '--force', '--confirm')).to.deep.include({ Username: 'alice' });
  });

  it('Region: before everything else that has one', async () => {
    const profile = join(folder, 'profile');
    await writeFile(profile, '[default]\nregion = eu-west-1\n');
    const env = { AWS_REGION: 'ap-south-1', HTTPS_PROXY: 'http://127.0.0.1:9' };
    const regionOf = async (...argv: string[]): Promise<string | undefined> => {
      const args = ['alice', '--client-id=c', '--max-attempts=1', '--verbose', ...argv];
      const { code, stderr } = await runCli(args, env);
      expect(code).to.equal(4);
      return /POST https:\/\/cognito-idp\.([\w-]+)\.amazonaws\.com/.exec(stderr)?.[1];
    };
    expect(await regionOf()).to.equal('ap-south-1');
    expect(await regionOf('--profile-location', profile)).to.equal('eu-west-1');
    expect(await regionOf('--profile-location', profile, '--user-pool-id=us-west-2_Pool')).to.equal('us-west-2');
    expect(await regionOf('--profile-location', profile, '--region=us-east-1')).to.equal('us-east-1');
  });

  it('ProfileLocation: an error that names the file', async () => {
    const path = join(folder, 'absent');
    const { code, stderr } = await runCli(['alice', '--client-id=c', `--profile-location=${path}`]);
    expect(code).to.equal(3);
    expect(stderr).to.contain(path);
  });
});
