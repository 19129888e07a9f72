// npm run size [-- --out]: what one call of ForgotPassword costs a page, with this package and with others. --out writes
// spec/figures/size.json.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Bytes, SizeRow } from '../figures/figures.ts';
import { writeFigures } from '../figures/files.ts';
import { installLocked } from '../support/install-locked.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const peers = fileURLToPath(new URL('peers/', import.meta.url));

/** One way to make the call. */
interface Contender {
  readonly name: string;
  readonly code: string;
  /** The folder from which its imports are resolved. */
  readonly folder: string;
}

const CONTENDERS: readonly Contender[] = [
  {
    name: 'fetch, written by hand',
    folder: root,
    code: `
      export const forgotPassword = async (Username) => {
        const response = await fetch('https://cognito-idp.eu-west-1.amazonaws.com', {
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword',
          },
          body: JSON.stringify({ ClientId: 'abc', Username }),
        });
        if (!response.ok) throw new Error((await response.json()).message);
        return response.json();
      };`,
  },
  {
    name: 'cognito-forgot-password',
    // From its own folder, the package's name means what was built.
    folder: root,
    code: `
      import { ForgotPasswordClient } from 'cognito-forgot-password';
      const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'abc' });
      export const forgotPassword = (Username) => client.forgotPassword({ Username });`,
  },
  {
    name: 'amazon-cognito-identity-js',
    folder: peers,
    code: `
      import { CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
      const Pool = new CognitoUserPool({ UserPoolId: 'eu-west-1_abc', ClientId: 'abc' });
      export const forgotPassword = (Username, callbacks) => new CognitoUser({ Username, Pool }).forgotPassword(callbacks);`,
  },
  {
    name: 'aws-amplify/auth',
    folder: peers,
    code: `
      import { Amplify } from 'aws-amplify';
      import { resetPassword } from 'aws-amplify/auth';
      Amplify.configure({ Auth: { Cognito: { userPoolId: 'eu-west-1_abc', userPoolClientId: 'abc' } } });
      export const forgotPassword = (username) => resetPassword({ username });`,
  },
  {
    name: '@aws-sdk/client-cognito-identity-provider',
    folder: peers,
    code: `
      import { CognitoIdentityProviderClient, ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
      const client = new CognitoIdentityProviderClient({ region: 'eu-west-1' });
      export const forgotPassword = (Username) => client.send(new ForgotPasswordCommand({ ClientId: 'abc', Username }));`,
  },
];

async function bundleWithEsbuild({ code, folder }: Contender): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // The checkout maps the package's name to its sources.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** As much of Rolldown as is used here; it is installed on demand, out of the type checker's sight. */
interface Rolldown {
  build(options: object): Promise<{ readonly output: readonly [{ readonly code: string }] }>;
}

async function bundleWithRolldown({ code, folder }: Contender, rolldown: Rolldown): Promise<string> {
  const entry = `${folder}/size-entry.js`;
  const { output } = await rolldown.build({
    input: entry,
    cwd: folder,
    write: false,
    platform: 'browser',
    logLevel: 'silent',
    tsconfig: false,
    plugins: [
      {
        name: 'entry',
        resolveId: (id: string) => (id === entry ? id : undefined),
        load: (id: string) => (id === entry ? code : undefined),
      },
    ],
    output: { format: 'esm', minify: true, codeSplitting: false },
  });
  return output[0].code;
}

const bytesOf = (code: string): Bytes => {
  return { minified: Buffer.byteLength(code), gzipped: gzipSync(code, { level: 9 }).length };
};

async function measure(): Promise<readonly SizeRow[]> {
  await installLocked(peers);
  const rolldown: Rolldown = await import(`${peers}node_modules/rolldown/dist/index.mjs`);
  const rows: SizeRow[] = [];
  for (const contender of CONTENDERS) {
    rows.push({
      name: contender.name,
      esbuild: bytesOf(await bundleWithEsbuild(contender)),
      rolldown: bytesOf(await bundleWithRolldown(contender, rolldown)),
    });
  }
  return rows;
}

function print(rows: readonly SizeRow[]): void {
  const format = (name: string, cells: readonly string[]): string =>
    [name.padEnd(42), ...cells.map((cell) => cell.padStart(9))].join(' ');
  console.log(format('bytes in a page', ['esbuild', 'gzip', 'Rolldown', 'gzip']));
  for (const { name, esbuild, rolldown } of rows) {
    const bytes = [esbuild.minified, esbuild.gzipped, rolldown.minified, rolldown.gzipped];
    console.log(
      format(
        name,
        bytes.map((each) => each.toLocaleString('en')),
      ),
    );
  }
}

const { out } = parseArgs({ options: { out: { type: 'boolean' } } }).values;
const rows = await measure();
print(rows);
if (out) await writeFigures('size', { command: 'npm run size -- --out', rows });
