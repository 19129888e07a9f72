import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { transform } from 'esbuild';
import { CLI } from './support/cli.ts';
import { type ListeningCognito, sendCode, sendingCode, withCognito } from './support/cognito.ts';
import { type Consumer, makeConsumer } from './support/consumer.ts';

const RUN_TIMEOUT_MS = 60_000;
const root = fileURLToPath(new URL('../', import.meta.url));
/** The README, and the page that continues it. */
const PAGES = ['README.md', 'lib/cli/README.md'] as const;

/** A fenced block of a page. */
interface Snippet {
  readonly language: string;
  readonly code: string;
  /** The page and the line, for titles. */
  readonly place: string;
  /** The same, as the name of a file. */
  readonly name: string;
}

const snippets: readonly Snippet[] = PAGES.flatMap((page) => {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => {
    const [, language = '', code = ''] = match;
    const place = `${page}:${text.slice(0, match.index).split('\n').length}`;
    return { language, code, place, name: place.replaceAll(/\W/g, '-') };
  });
});

const inLanguage = (...languages: readonly string[]): readonly Snippet[] =>
  snippets.filter(({ language }) => languages.includes(language));

// Runs a module, and what it exports to answer requests or to be a Lambda function. A server is ended.
const RUNNER = `
  const { default: route, handler } = await import(process.argv[1]);
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'alice' }),
  };
  const response = await route?.fetch(new Request('https://example.com/forgot-password', request));
  if (response && !response.ok) throw new Error('The route answered ' + response.status);
  const answer = await handler?.(request);
  if (answer && answer.statusCode !== 202) throw new Error('The function answered ' + answer.statusCode);
  if (process.argv[2] === 'listens') process.exit();`;

// What calls the service, unless a pool in process stands in for it.
const CALL = /\b(forgotPassword|confirmForgotPassword|resetForgottenPasswords?|createForgotPasswordHandler)\(/;
const isCalling = (program: string): boolean => CALL.test(program) && !program.includes('createCognito(');

// The scripts that the README names must be there, but are not run: this is one of them.
const NPM = `#!/usr/bin/env node
  const { scripts } = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(join(root, 'package.json'))}, 'utf8'));
  const [command, name] = process.argv.slice(2);
  const script = { run: name, test: 'test' }[command];
  if (script ? !scripts[script] : !['ci', 'install', 'i'].includes(command)) process.exit(1);`;

const COMMAND = `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"`;
const NPX = '#!/bin/sh\nexec "$@"';
const ESBUILD = `#!/bin/sh\nexec "${join(root, 'node_modules/.bin/esbuild')}" "$@"`;
const LAMBDA = snippets.find(({ code }) => code.includes('export const handler'))?.code ?? '';

// As much of the AWS CLI as lists the users of a pool.
const AWS = `#!/bin/sh
cat <<'END'
{
    "Users": [
        {
            "Username": "alice",
            "Attributes": [{ "Name": "email", "Value": "alice@example.com" }, { "Name": "email_verified", "Value": "true" }],
            "Enabled": true,
            "UserStatus": "CONFIRMED"
        }
    ]
}
END`;

describe('the README', function () {
  this.timeout(RUN_TIMEOUT_MS);
  let consumer: Consumer;

  before(async () => {
    consumer = await makeConsumer();
    for (const [name, text] of [
      ['npm', NPM],
      ['npx', NPX],
      ['esbuild', ESBUILD],
      ['aws', AWS],
      ['cognito-forgot-password', COMMAND],
    ] as const) {
      await consumer.write(`bin/${name}`, text);
      await chmod(join(consumer.folder, 'bin', name), 0o755);
    }
    await consumer.write('bin/package.json', JSON.stringify({ type: 'commonjs' }));
    await consumer.write('password.txt', 'Correct-horse-7\n');
    await consumer.write('index.ts', LAMBDA);
  });

  after(() => consumer.remove());

  const run = async (program: string, args: readonly string[], service: ListeningCognito): Promise<string> => {
    const child = spawn(program, args, {
      cwd: consumer.folder,
      env: {
        PATH: [join(consumer.folder, 'bin'), process.env.PATH].join(delimiter),
        HOME: consumer.folder,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: service.url,
        // What a reader's own set-up would hold.
        SECRET: 'secret',
        COGNITO_CLIENT_ID: '1example23456789',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [code] = await once(child, 'close');
    return code === 0 ? '' : `exit code ${code}\n${stderr}`;
  };

  /** Runs a snippet; what it failed with, and whether it called the service. */
  const outcomeOf = (run: (service: ListeningCognito) => Promise<string>): Promise<readonly [string, boolean]> =>
    withCognito(sendingCode, async (service) => {
      await sendCode(service, '1example23456789');
      const failure = await run(service);
      return [failure, service.requests.length > 1];
    });

  it('has snippets', () => {
    expect(inLanguage('ts', 'js').length).to.be.above(3);
    expect(inLanguage('sh').length).to.be.above(1);
  });

  it('has snippets whose types are right', async () => {
    const files = inLanguage('ts').map(({ name }) => `${name}.ts`);
    for (const { name, code } of inLanguage('ts')) await consumer.write(`${name}.ts`, `${code}\nexport {};\n`);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2023',
      module: 'nodenext',
      types: ['node'],
      lib: ['es2023', 'esnext.disposable', 'dom'],
    };
    await consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    expect(await consumer.typeCheck('tsconfig.json')).to.equal('');
  });

  const runModule = (file: string, code: string, service: ListeningCognito): Promise<string> => {
    const args = ['--input-type=module', '--eval', RUNNER, resolve(consumer.folder, file)];
    return run(process.execPath, [...args, ...(code.includes('.listen(') ? ['listens'] : [])], service);
  };

  for (const { place, name, code } of inLanguage('ts', 'js')) {
    it(`has a program at ${place} that runs`, async () => {
      const { code: script } = await transform(code, { loader: 'ts', target: 'es2022' });
      await consumer.write(`${name}.mjs`, script);
      const [failure, hasCalled] = await outcomeOf((service) => runModule(`${name}.mjs`, code, service));
      expect(failure).to.equal('');
      expect(hasCalled).to.equal(isCalling(code));
    });
  }

  for (const { place, code } of inLanguage('sh')) {
    it(`has a command at ${place} that works`, async () => {
      // The service of each block has another address, and a journal belongs to one.
      await rm(join(consumer.folder, 'reset.journal'), { force: true });
      const [failure, hasCalled] = await outcomeOf((service) => run('bash', ['-euo', 'pipefail', '-c', code], service));
      expect(failure).to.equal('');
      expect(hasCalled).to.equal(/^(npx )?cognito-forgot-password\b/m.test(code));
    });
  }

  it('has a command that bundles its Lambda function into one file that works', async () => {
    const { code = '' } = inLanguage('sh').find((each) => each.code.includes('esbuild')) ?? {};
    // Where the package is not installed.
    const folder = await mkdtemp(join(tmpdir(), 'lambda-'));
    const bundle = join(folder, 'index.mjs');
    try {
      const [failure, hasCalled] = await outcomeOf(async (service) => {
        const bundling = await run('bash', ['-euo', 'pipefail', '-c', code], service);
        await rename(join(consumer.folder, 'index.mjs'), bundle);
        return bundling || runModule(bundle, LAMBDA, service);
      });
      expect([failure, hasCalled]).to.deep.equal(['', true]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
