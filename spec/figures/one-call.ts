// What becomes of one ForgotPassword call when the service has acted and its answer is lost, by client:
//   npm run faults:one-call [-- --out]
// Counts the codes that the service sent, and keeps the error that the caller then gets. --out writes one-call.json.
// The AWS CLI must be installed (pip install awscli).
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createCognito, type Fault } from '../../lib/testing/testing.ts';
import { ambient } from '../support/cli.ts';
import { installLocked } from '../support/install-locked.ts';
import type { OneCall, OneCallClient, OneCallEnding } from './figures.ts';
import { writeFigures } from './files.ts';

const run = promisify(execFile);
const bench = new URL('../bench/', import.meta.url);
const SDK = '@aws-sdk/client-cognito-identity-provider';
const PATIENCE_MS = 1_000;

/** The ways in which an answer is lost. */
const FAULTS: Readonly<Record<string, Fault['with']>> = {
  'connection reset': 'reset',
  'status 500': 500,
  'status 502': 502,
  'status 504': 504,
  'reply cut off': 'cut',
  'no reply': 'stall',
};

/** Makes the call, and resolves with the error that it ends with. */
type Call = (url: string) => Promise<unknown>;

interface Contender {
  readonly name: string;
  readonly version: string;
  readonly call: Call;
}

const caught = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

async function ours(file: 'node' | 'index', name: string): Promise<Contender> {
  const { ForgotPasswordClient }: typeof import('../../lib/node.ts') = await import(
    new URL(`../../dist/${file}.js`, import.meta.url).href
  );
  const { version }: Package = createRequire(import.meta.url)('../../package.json');
  return {
    name,
    version,
    async call(endpointUrl) {
      const client = new ForgotPasswordClient({ endpointUrl, clientId: 'abc', requestTimeoutMs: PATIENCE_MS });
      const error = await caught(client.forgotPassword({ Username: 'alice' }));
      await client.close();
      return error;
    },
  };
}

interface Sdk {
  readonly CognitoIdentityProviderClient: new (
    config: object,
  ) => { send(command: object): Promise<unknown>; destroy(): void };
  readonly ForgotPasswordCommand: new (input: object) => object;
}

interface Package {
  readonly version: string;
}

async function sdk(): Promise<Contender> {
  await installLocked(fileURLToPath(bench));
  const require = createRequire(bench);
  const { CognitoIdentityProviderClient, ForgotPasswordCommand }: Sdk = require(SDK);
  const { version }: Package = require(`${SDK}/package.json`);
  return {
    name: 'AWS SDK for JavaScript v3',
    version,
    async call(endpoint) {
      const requestHandler = { requestTimeout: PATIENCE_MS, throwOnRequestTimeout: true };
      const client = new CognitoIdentityProviderClient({ region: 'eu-west-1', endpoint, requestHandler });
      const error = await caught(client.send(new ForgotPasswordCommand({ ClientId: 'abc', Username: 'alice' })));
      client.destroy();
      return error;
    },
  };
}

async function awsCli(): Promise<Contender> {
  const env = { ...ambient, AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, NO_PROXY: '127.0.0.1' };
  const { stdout } = await run('aws', ['--version'], { env });
  const request = ['cognito-idp', 'forgot-password', '--client-id', 'abc', '--username', 'alice', '--no-sign-request'];
  const settings = ['--region', 'eu-west-1', '--cli-read-timeout', String(PATIENCE_MS / 1_000)];
  return {
    name: 'AWS CLI',
    version: /^aws-cli\/(\S+)/.exec(stdout)?.[1] ?? '',
    call: (url) => caught(run('aws', [...request, ...settings, '--endpoint-url', url], { env })),
  };
}

/** The error in words, without what differs from run to run. */
function wordsOf(error: unknown): string {
  const { name = '', message = '', stderr } = Object(error) as Partial<Error> & { readonly stderr?: string };
  const text = stderr === undefined ? `${name}: ${message}` : stderr.trim();
  const [line = ''] = text.split('\n');
  return line.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
}

async function endingOf({ name, call }: Contender, [fault, kind]: [string, Fault['with']]): Promise<OneCallEnding> {
  const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
  cognito.fail({ when: 'after', with: kind, times: Number.POSITIVE_INFINITY });
  const { url, close } = await cognito.listen();
  const error = await call(url);
  const { length: codes } = cognito.messages;
  await close();
  if (!error) throw new Error(`${name} should have failed: ${fault}`);
  const { outcome } = Object(error) as { readonly outcome?: string };
  return { fault, codes, error: wordsOf(error), outcome: outcome ?? 'not told' };
}

async function measure(contender: Contender): Promise<OneCallClient> {
  const endings = await Promise.all(Object.entries(FAULTS).map((fault) => endingOf(contender, fault)));
  return { name: contender.name, version: contender.version, endings };
}

const contenders = [
  await ours('node', 'cognito-forgot-password'),
  await ours('index', 'cognito-forgot-password/web'),
  await sdk(),
  await awsCli(),
];
const clients: OneCallClient[] = [];
for (const contender of contenders) clients.push(await measure(contender));
for (const { name, endings } of clients) {
  console.log(name);
  for (const { fault, codes, outcome, error } of endings) {
    console.log(`  ${fault.padEnd(16)}  codes: ${codes}  outcome: ${outcome.padEnd(8)}  ${error}`);
  }
}
const { out } = parseArgs({ options: { out: { type: 'boolean' } } }).values;
if (out) await writeFigures('one-call', { command: 'npm run faults:one-call -- --out', clients } satisfies OneCall);
