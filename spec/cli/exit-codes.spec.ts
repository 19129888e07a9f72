import { expect } from 'chai';
import { type CliResult, runCli } from '../support/cli.ts';
import { accepting, details, refusing, type Setting, withCognito } from '../support/cognito.ts';

/** Runs the command against a pool, which it calls once at most. */
function against(setting: Setting, ...args: string[]): Promise<CliResult> {
  return withCognito(setting, async ({ url, requests }) => {
    const result = await runCli(['alice', '--client-id=app1', `--endpoint-url=${url}`, ...args]);
    expect(requests.length).to.be.at.most(1);
    return result;
  });
}

const notFound = refusing('UserNotFoundException');
const requestId = '00000000-0000-4000-8000-000000000001';

describe('the exit code', () => {
  it('is 0 when the service accepts', async () => {
    const result = await against(accepting);
    expect(result).to.deep.equal({ code: 0, stdout: `${JSON.stringify(details)}\n`, stderr: '' });
  });

  it('is 1 when the service rejects', async () => {
    const { code, stdout, stderr } = await against(notFound);
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr.split('\n')).to.deep.equal([
      'UserNotFoundException: Username/client id combination not found.',
      '  reason: USER_NOT_FOUND',
      '  hint: Check the name and the user pool: the pool is the one of the client ID and the region.',
      '  outcome: rejected (no code was sent)',
      `  request id: ${requestId}`,
      '',
    ]);
  });

  it('is 2 for wrong usage, and nothing is sent', async () => {
    const { code, stdout, stderr } = await against(accepting, '--regoin', 'eu-west-1');
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.match(/^UsageError: unknown option --regoin; did you mean --region\?\n/);
  });

  it('is 2 for an invalid request, with the flags that set what is wrong', async () => {
    const { code, stderr } = await against(accepting, '--client-metadata={"a":1}');
    expect(code).to.equal(2);
    expect(stderr).to.match(/^RequestValidationError: .*\n {2}hint: Set by --client-metadata\.\n/);
    const missing = await runCli(['alice', '--region=eu-west-1']);
    expect(missing.code).to.equal(2);
    expect(missing.stderr).to.contain('hint: Set by --client-id or COGNITO_CLIENT_ID.');
  });

  it('is 3 for a configuration that cannot work', async () => {
    const { code, stderr } = await against(accepting, '--use-fips-endpoint');
    expect(code).to.equal(3);
    expect(stderr).to.match(/^ConfigurationError: /);
    const missing = await runCli(['alice', '--client-id=app1', '--client-secret-file=/no/such/file']);
    expect(missing.code).to.equal(3);
  });

  it('is 4 when the service cannot be reached', async () => {
    const url = await withCognito(accepting, async (service) => service.url);
    const { code, stderr } = await runCli(['alice', '--client-id=app1', `--endpoint-url=${url}`, '--max-attempts=1']);
    expect(code).to.equal(4);
    expect(stderr)
      .to.match(/^TransportError: /)
      .and.to.contain('outcome: not-sent');
  });

  it('is 4 when the connection breaks', async () => {
    const { code, stderr } = await against({ faults: [{ when: 'after', with: 'reset' }] });
    expect(code).to.equal(4);
    expect(stderr)
      .to.match(/^TransportError: /)
      .and.to.contain('outcome: unknown');
  });

  it('is 4 when the reply cannot be the service’s', async () => {
    const { code, stderr } = await against({ faults: [{ when: 'after', with: 'html' }] });
    expect(code).to.equal(4);
    expect(stderr).to.match(/^ResponseError: /);
  });

  it('is 4 when the service fails, as a code may have gone out', async () => {
    const { code, stderr } = await against(refusing({ name: 'InternalErrorException', message: 'Sorry.' }));
    expect(code).to.equal(4);
    expect(stderr)
      .to.match(/^InternalErrorException: Sorry\.\n/)
      .and.to.contain('outcome: unknown');
  });
});

describe('an error', () => {
  it('is one line of JSON when asked for', async () => {
    const { code, stderr } = await against(notFound, '--error-format=json');
    expect(code).to.equal(1);
    expect(stderr.split('\n')).to.have.length(2);
    expect(JSON.parse(stderr)).to.deep.include({
      name: 'UserNotFoundException',
      message: 'Username/client id combination not found.',
      code: 'ERR_SERVICE_CLIENT',
      outcome: 'rejected',
      reason: 'USER_NOT_FOUND',
    });
  });

  it('of usage is JSON as well', async () => {
    const { code, stderr } = await runCli(['--error-format', 'json', '--regoin', 'x']);
    expect(code).to.equal(2);
    expect(JSON.parse(stderr)).to.deep.include({ name: 'UsageError', code: 'ERR_USAGE', outcome: 'not-sent' });
  });

  it('cannot steer a terminal', async () => {
    const setting = refusing({ name: 'NotAuthorizedException', message: 'a\u001B[31mb\nc\u009Bd' });
    const { stderr } = await against(setting);
    expect(stderr.split('\n')[0]).to.equal('NotAuthorizedException: a\\u001b[31mb\\u000ac\\u009bd');
  });
});

describe('verbose', () => {
  it('tells where each setting comes from, and shows none that may be a secret', async () => {
    const argv = ['alice', '--client-id=app1', '--what-if', '--verbose', '--max-attempts=2', '--use-fips-endpoint'];
    const { stderr } = await runCli([...argv, '--user-pool-id=eu-west-1_Pool', '--proxy-url=http://proxy.example']);
    expect(stderr.split('\n').slice(0, -2)).to.deep.equal([
      'clientId: (not shown) (from --client-id)',
      'maxAttempts: 2 (from --max-attempts)',
      'useFipsEndpoint: true (from --use-fips-endpoint)',
      'userPoolId: eu-west-1_Pool (from --user-pool-id)',
      'proxyUrl: (not shown) (from --proxy-url)',
      'region: eu-west-1 (from --user-pool-id)',
    ]);
  });

  it('tells what the environment gave', async () => {
    const env = { COGNITO_CLIENT_ID: 'app1', AWS_REGION: 'xx-nowhere-1', COGNITO_CLIENT_SECRET: 'hunter2' };
    const proxy = { HTTPS_PROXY: 'http://user:hunter2@127.0.0.1:9' };
    const { stderr } = await runCli(['alice', '--verbose', '--max-attempts=1'], { ...env, ...proxy });
    const lines = stderr.split('\n');
    expect(lines).to.include.members([
      'clientId: (not shown) (from COGNITO_CLIENT_ID)',
      'clientSecret: (not shown) (from COGNITO_CLIENT_SECRET)',
      'proxyUrl: (not shown) (from HTTPS_PROXY)',
      'region: xx-nowhere-1 (from AWS_REGION)',
    ]);
    expect(stderr).to.match(/^[\d:.]{12} attempt 1: POST https:\/\/cognito-idp\.xx-nowhere-1\.amazonaws\.com$/m);
    expect(stderr).not.to.contain('hunter2').and.not.to.contain('app1');
  });

  it('tells of each attempt and of the end', async () => {
    const { code, stdout, stderr } = await against(notFound, '--verbose');
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    const [client, endpoint, sent, received, finished] = stderr.split('\n');
    expect(client).to.equal('clientId: (not shown) (from --client-id)');
    expect(endpoint).to.match(/^endpointUrl: http:\/\/127\.0\.0\.1:\d+ \(from --endpoint-url\)$/);
    expect(sent).to.match(/^[\d:.]{12} attempt 1: POST http:\/\/127\.0\.0\.1:\d+$/);
    expect(received).to.match(/^[\d:.]{12} attempt 1: status 400, request id [\d-]{36}$/);
    expect(finished).to.match(/^[\d:.]{12} finished: rejected after \d+ ms, attempts: 1$/);
  });

  it('is lines of JSON where errors are', async () => {
    const { stderr } = await against(notFound, '--verbose', '--error-format=json');
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type, name }) => type ?? name)).to.deep.equal([
      'setting-resolved',
      'setting-resolved',
      'attempt-started',
      'response-received',
      'call-finished',
      'UserNotFoundException',
    ]);
  });
});
