import { expect } from 'chai';
import { readArguments } from '../../lib/cli/arguments.ts';
import { confirmFlags } from '../../lib/cli/confirm-flags.ts';
import { flags } from '../../lib/cli/flags.ts';
import type { ForgotPasswordClientConfig, RecordParameters } from '../../lib/node.ts';

const read = (...argv: string[]) => readArguments(argv, {});
const problemOf = (...argv: string[]): string => {
  const { problems } = read(...argv);
  expect(problems).to.have.length(1);
  return problems[0] ?? '';
};

describe('the arguments', () => {
  it('give the username, by position or by name', () => {
    expect(read('alice').parameters).to.deep.equal({ Username: 'alice' });
    expect(read('--username', 'alice').parameters).to.deep.equal({ Username: 'alice' });
    expect(read('--', '-alice').parameters).to.deep.equal({ Username: '-alice' });
    expect(read('--username=-alice').parameters).to.deep.equal({ Username: '-alice' });
  });

  it('give the username at most once', () => {
    expect(read()).to.deep.include({ parameters: {}, problems: [] });
    for (const argv of [
      ['alice', 'bob'],
      ['alice', '--username', 'bob'],
      ['--username=alice', '--username=bob'],
    ]) {
      expect(problemOf(...argv), argv.join(' ')).to.equal('USERNAME is given more than once; give one user');
    }
  });

  it('refuse a command that is not the first word, and say what to write', () => {
    const confirm =
      'confirm is a command only as the first word: write cognito-forgot-password confirm USERNAME, then the options; for a user named confirm, write --username confirm';
    for (const argv of [
      ['--client-id', 'c', 'confirm'],
      ['--client-id', 'c', 'confirm', 'alice', '--password-file', 'f', '--confirmation-code=1'],
      ['alice', 'confirm'],
      ['--', 'confirm'],
    ]) {
      expect(problemOf(...argv), argv.join(' ')).to.equal(confirm);
    }
    expect(problemOf('--client-id=c', 'journal', 'run.journal')).to.equal(
      'journal is a command only as the first word: write cognito-forgot-password journal FILE, then the options; for a user named journal, write --username journal',
    );
    for (const word of ['confirm', 'journal']) {
      expect(readArguments([word], {}, confirmFlags).problems).to.deep.equal([
        `USERNAME is ${word}: for a user named ${word}, write --username ${word}`,
      ]);
      expect(read('--username', word)).to.deep.include({ parameters: { Username: word }, problems: [] });
      expect(problemOf('--regoin', word)).to.equal('unknown option --regoin; did you mean --region?');
    }
  });

  it('name an option of confirm that is given without that command', () => {
    expect(problemOf('alice', '--password-file=f')).to.equal(
      '--password-file is an option of confirm: write confirm as the first word',
    );
  });

  it('keep an empty username, which the schema refuses', () => {
    expect(read('').parameters).to.deep.equal({ Username: '' });
  });

  it('fill the members of the request', () => {
    const { parameters, problems } = read(
      'alice',
      '--client-id=c',
      '--secret-hash=aGFzaA==',
      '--user-context-data-encoded-data=',
      '--user-context-data-ip-address=::1',
      '--analytics-metadata-analytics-endpoint-id=e',
    );
    expect(problems).to.deep.equal([]);
    expect(parameters).to.deep.equal({
      Username: 'alice',
      ClientId: 'c',
      SecretHash: 'aGFzaA==',
      UserContextData_EncodedData: '',
      UserContextData_IpAddress: '::1',
      AnalyticsMetadata_AnalyticsEndpointId: 'e',
    });
  });

  it("fill the cmdlet's other parameters", () => {
    const { parameters, config, problems } = read(
      'alice',
      '--region=eu-west-1',
      '--endpoint-url=http://localhost',
      '--profile-location=/p',
      '--select=*',
      '--pass-thru',
      '--force',
      '--what-if=false',
      '--confirm',
    );
    expect({ config, problems }).to.deep.equal({ config: {}, problems: [] });
    expect(parameters).to.deep.equal({
      Username: 'alice',
      Region: 'eu-west-1',
      EndpointUrl: 'http://localhost',
      ProfileLocation: '/p',
      Select: '*',
      PassThru: true,
      Force: true,
      WhatIf: false,
      Confirm: true,
    });
  });

  it('fill the configuration, each value as its type', () => {
    const argv = [
      '--user-pool-id',
      'eu-west-1_Example',
      '--max-attempts',
      '2',
      '--use-fips-endpoint',
      '--use-dualstack-endpoint=false',
    ];
    const { config, problems } = read('alice', ...argv, '--delivery=at-least-once');
    expect(problems).to.deep.equal([]);
    expect(config).to.deep.equal({
      userPoolId: 'eu-west-1_Example',
      maxAttempts: 2,
      useFipsEndpoint: true,
      useDualstackEndpoint: false,
      delivery: 'at-least-once',
    });
  });

  it('may overwrite a setting, so that an alias can hold defaults', () => {
    expect(read('alice', '--region', 'eu-west-1', '--region', 'us-east-1').parameters).to.deep.equal({
      Username: 'alice',
      Region: 'us-east-1',
    });
  });

  it('take metadata as pairs and as an object, under any key', () => {
    const { ClientMetadata } = read(
      'alice',
      '--client-metadata',
      'a=1=2',
      '--client-metadata={"__proto__":"3","a":"4"}',
      '--client-metadata=__proto__=5',
      '--client-metadata=b=',
    ).parameters;
    expect(JSON.stringify(ClientMetadata)).to.equal('{"a":"4","__proto__":"5","b":""}');
  });

  it('refuse the shorthand of the AWS CLI for several pairs, with the two right forms', () => {
    for (const value of ['a=x,b=y', 'a=x, b=y', 'a=,b=']) {
      expect(problemOf('alice', '--client-metadata', value)).to.equal(
        `--client-metadata takes one KEY=VALUE each time: write --client-metadata A=X --client-metadata B=Y, or --client-metadata '{"A":"X","B":"Y"}'`,
      );
    }
    for (const value of ['a=x,y', 'a=x==', 'a=1, 2', '{"a":"x,b=y"}']) {
      expect(read('alice', '--client-metadata', value).problems).to.deep.equal([]);
    }
  });

  it('take numbers with underscores, and durations', () => {
    const { config, batch, settings, problems } = read(
      '--max-sends=10_000',
      '--requests-per-second=1_0.5',
      '--timeout-ms=1_500',
      '--request-timeout-ms=30s',
      '--connect-timeout-ms=0.5s',
      '--max-wait=10m',
    );
    expect(problems).to.deep.equal([]);
    expect(config).to.deep.equal({ timeoutMs: 1_500, requestTimeoutMs: 30_000, connectTimeoutMs: 500 });
    expect(batch).to.deep.equal({ maxSends: 10_000, requestsPerSecond: 10.5 });
    expect(settings).to.deep.equal({ maxWait: 600 });
    expect(read('--max-wait=90').settings).to.deep.equal({ maxWait: 90 });
    expect(read('--timeout-ms=2h').config).to.deep.equal({ timeoutMs: 7_200_000 });
  });

  it('refuse values out of their range, in one text for each kind', () => {
    const count = 'must be a whole number from 1 to 2147483647';
    const rate = 'must be a number greater than 0, at most 2147483647';
    const ms = 'must be a number of milliseconds, or a duration such as 30s or 5m, from 1ms to 596h';
    const seconds = ms.replace('milliseconds', 'seconds');
    for (const [name, values, problem] of [
      ['max-attempts', ['0', '-1', '1.5', 'x', '', '1__0', '_1', '1_', '2147483648', '1e3'], count],
      ['limit', ['0', '1.5'], count],
      ['requests-per-second', ['0', '-1', 'x', ''], rate],
      ['timeout-ms', ['0', '-5', '5d', 's', '5 s', '597h', '1m30s', '0.0001s'], ms],
      ['max-wait', ['0', '0s', 'x'], seconds],
      ['region', ['eu west', 'a.b', '-x'], 'must name a region such as eu-west-1'],
      ['endpoint-url', ['nowhere', 'ftp://x'], 'must begin with http:// or https:// and a host'],
      ['endpoint-url', ['https://u:p@x'], 'must not contain user info; remove what stands before the @'],
      ['endpoint-url', ['https://x/?q'], 'must not contain a query or a fragment'],
      ['endpoint-url', ['https://0x7f.1'], 'has a host that URL parsers read as 127.0.0.1; write it so'],
      ['user-pool-id', ['eu-west-1', '_x'], 'must be an ID such as eu-west-1_Example'],
      ['app-id', ['a'.repeat(51)], 'must be at most 50 characters long'],
    ] as const) {
      for (const value of values) expect(problemOf(`--${name}=${value}`), value).to.contain(`--${name} ${problem}`);
    }
  });

  it('suggest the flag that was meant', () => {
    expect(problemOf('alice', '--regoin', 'eu-west-1')).to.equal('unknown option --regoin; did you mean --region?');
    expect(problemOf('alice', '--clientid=secret')).to.equal('unknown option --clientid; did you mean --client-id?');
    expect(problemOf('alice', '-x')).to.equal('unknown option -x');
  });

  it('never quote a value', () => {
    for (const argv of [
      ['--client-secret', 'hunter2'],
      ['--client-secret=hunter2'],
      ['--client-secrethunter2'],
      ['--output=hunter2'],
      ['--client-metadata={"a":1}hunter2'],
      ['--client-metadata', 'hunter2'],
      ['--client-metadata={"a":hunter2'],
      ['--client-metadata=["hunter2"]'],
      ['--max-attempts=hunter2'],
      ['--verbose=hunter2'],
      ['--delivery', 'hunter2'],
      ['--password:hunter2'],
      ['--proxy-url=http://user:hunter2@proxy.example'],
      ['--proxy-url=user:hunter2@'],
      ['--input-format=hunter2'],
      ['--completion=hunter2'],
    ]) {
      const { problems } = read('alice', ...argv);
      expect(problems, argv.join(' ')).not.to.be.empty;
      expect(problems.join()).not.to.contain('hunter2');
    }
  });

  it('refuse a secret, and say where it belongs', () => {
    expect(problemOf('--client-secret', 'hunter2', 'alice')).to.contain('--client-secret-file');
  });

  it('refuse credentials for a proxy, and say where they belong', () => {
    expect(problemOf('--proxy-url=http://user:hunter2@proxy.example', 'alice')).to.contain('HTTPS_PROXY');
    expect(read('alice', '--proxy-url=http://proxy.example:3128').problems).to.deep.equal([]);
  });

  it('are not swallowed by a flag that lacks its value', () => {
    expect(problemOf('alice', '--region', '--verbose')).to.contain('--region needs a value');
    expect(problemOf('alice', '--region')).to.contain('--region needs a value');
    for (const name of [
      'region',
      'endpoint-url',
      'profile-location',
      'user-pool-id',
      'client-secret-file',
      'proxy-url',
    ]) {
      expect(problemOf('alice', `--${name}=`)).to.contain(`--${name} must not be empty`);
    }
  });

  it('are all looked at before any is complained of', () => {
    expect(read('alice', '--regoin=x', '--max-attempts=x').problems).to.have.length(2);
  });
});

describe('the environment', () => {
  it('gives the client ID where no flag does', () => {
    const env = { COGNITO_CLIENT_ID: 'fromEnvironment' };
    expect(readArguments(['alice'], env).parameters.ClientId).to.equal('fromEnvironment');
    expect(readArguments(['alice', '--client-id=c'], env).parameters.ClientId).to.equal('c');
    expect(readArguments(['alice', '--client-id='], env).parameters.ClientId).to.equal('');
    expect(readArguments(['alice'], { COGNITO_CLIENT_ID: '' }).parameters).not.to.have.property('ClientId');
  });
});

describe('the table of flags', () => {
  const flagNameOf = (field: string): string => field.replace(/[a-z][A-Z]/g, ([a, b]) => `${a}-${b}`).toLowerCase();

  it('has one flag for each option that a command line can give, named after it', () => {
    // Typed, so that a new option of the client fails the build until it has a flag, or stands here.
    const options: Required<
      Record<
        keyof Omit<
          ForgotPasswordClientConfig,
          'region' | 'endpointUrl' | 'clientId' | 'clientSecret' | 'transport' | 'history' | 'onEvent'
        >,
        true
      >
    > = {
      userPoolId: true,
      useFipsEndpoint: true,
      useDualstackEndpoint: true,
      maxAttempts: true,
      delivery: true,
      connectTimeoutMs: true,
      requestTimeoutMs: true,
      timeoutMs: true,
      maxResponseBytes: true,
      maxConnections: true,
      proxyUrl: true,
      noProxy: true,
      caBundle: true,
      appId: true,
    };
    for (const option of Object.keys(options)) {
      expect(flags.get(flagNameOf(option))?.sets, option).to.deep.equal(['config', option]);
    }
  });

  it('has one flag for each parameter of the cmdlet, named after it', () => {
    const parameters: Required<Record<keyof Omit<RecordParameters, 'ClientConfig'>, true>> = {
      Username: true,
      ClientId: true,
      ClientMetadata: true,
      AnalyticsMetadata_AnalyticsEndpointId: true,
      UserContextData_EncodedData: true,
      UserContextData_IpAddress: true,
      SecretHash: true,
      Select: true,
      PassThru: true,
      Force: true,
      WhatIf: true,
      Confirm: true,
      EndpointUrl: true,
      Region: true,
      ProfileLocation: true,
    };
    for (const parameter of Object.keys(parameters)) {
      const flag = flags.get(flagNameOf(parameter).replaceAll('_', '-'));
      expect(flag?.sets, parameter).to.deep.equal(['parameters', parameter]);
    }
  });
});
