// Jest and Vitest: an application's own test, which makes a call from inside the test runner.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Consumer } from '../../support/consumer.ts';
import { type Row, startService, wrongBuilds } from './row.ts';
import { toolchainsFolder } from './tools.ts';

const require = createRequire(import.meta.url);

/** The application's test: `load` is its way to import, `globals` what its runner does not give by itself. */
const testWith = (load: string, globals = ''): string => `
  ${load}
  ${globals}
  test('calls', async () => {
    const client = new ForgotPasswordClient({ endpointUrl: process.env.SERVICE_URL });
    const { CodeDeliveryDetails } = await client.forgotPassword({ ClientId: 'client', Username: 'alice' });
    expect(CodeDeliveryDetails.Destination).toBe('a***@e***');
    await client.close();
  });`;

interface TestRunner {
  readonly name: string;
  readonly output: string;
  /** The files of the application, by path. What they name is installed only by the time they are asked for. */
  readonly files: () => Readonly<Record<string, string>>;
  /** Its command, from the folder of the toolchains. */
  readonly command: readonly string[];
}

const RUNNERS: readonly TestRunner[] = [
  {
    name: 'jest',
    output: 'CommonJS, transformed',
    files: () => ({
      'jest/package.json': '{ "private": true }',
      'jest/call.test.js': testWith("const { ForgotPasswordClient } = require('cognito-forgot-password');"),
      'jest/babel.config.js': `module.exports = { presets: [[${JSON.stringify(require.resolve('@babel/preset-env'))}, { targets: { node: 'current' } }]] };`,
      'jest/jest.config.js':
        "module.exports = { transformIgnorePatterns: ['/node_modules/(?!cognito-forgot-password/)'] };",
    }),
    command: ['jest/bin/jest.js', '--rootDir=jest', '--config=jest/jest.config.js'],
  },
  {
    name: 'vitest',
    output: 'ESM',
    files: () => ({
      'vitest/call.test.js': testWith(
        "import { ForgotPasswordClient } from 'cognito-forgot-password';",
        `import { expect, test } from '${join(toolchainsFolder, 'node_modules/vitest/dist/index.js')}';`,
      ),
    }),
    command: ['vitest/vitest.mjs', 'run', '--root=vitest'],
  },
];

async function runIn(consumer: Consumer, { name, output, files, command }: TestRunner): Promise<Row> {
  const { version }: { version: string } = require(`${name}/package.json`);
  const row = { tool: `${name} ${version}`, output, build: 'node', bytes: 0 } as const;
  for (const [path, text] of Object.entries(files())) await consumer.write(path, text);
  const service = await startService();
  try {
    const [program = '', ...args] = command;
    await promisify(execFile)(process.execPath, [join(toolchainsFolder, 'node_modules', program), ...args], {
      cwd: consumer.folder,
      env: { ...process.env, SERVICE_URL: service.url, CI: '1' },
    });
    const complaints = service.requests.length === 1 ? [] : [`${service.requests.length} requests arrived`];
    return { ...row, complaints: [...complaints, ...wrongBuilds(service.requests, 'node')] };
  } catch (error) {
    return { ...row, complaints: [String(error)] };
  } finally {
    await service[Symbol.asyncDispose]();
  }
}

/** Runs a test of the application with each test runner. */
export async function callFromTests(consumer: Consumer): Promise<Row[]> {
  const rows: Row[] = [];
  for (const runner of RUNNERS) rows.push(await runIn(consumer, runner));
  return rows;
}
