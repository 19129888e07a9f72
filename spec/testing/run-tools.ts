// npm run test:tools: runs the examples of "Test your code" with the real tools, against the packed package.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Consumer, makeConsumer } from '../support/consumer.ts';
import { installLocked } from '../support/install-locked.ts';

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const [here, bench, runtimes, root] = [
  folderOf('.'),
  folderOf('../bench/'),
  folderOf('../runtimes/'),
  folderOf('../../'),
];

/** A tool and its command, by default in the consumer's folder. */
interface Tool {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly folder?: string;
}

const vitest = join(here, 'node_modules/vitest/vitest.mjs');
const jest = join(here, 'node_modules/jest/bin/jest.js');
const esModules = { NODE_OPTIONS: '--experimental-vm-modules' };

/** Links the installed tools into a consumer's node_modules. */
async function linkTools({ folder }: Consumer): Promise<void> {
  const modules = join(here, 'node_modules');
  for (const name of await readdir(modules)) {
    if (name.startsWith('.') || name === 'undici') continue;
    await symlink(join(modules, name), join(folder, 'node_modules', name)).catch(
      async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
  // Of the line that the package's copy is made of, for the example with MockAgent.
  await symlink(folderOf('../../node_modules/undici'), join(folder, 'node_modules/undici'));
}

/** Bundles the Worker example as Cloudflare's bundler does, and writes its configuration. */
async function bundleWorker(folder: string): Promise<void> {
  await build({
    entryPoints: [join(folder, 'worker.mjs')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    outfile: join(folder, 'bundle/worker.js'),
    logLevel: 'error',
  });
  await writeFile(
    join(folder, 'bundle/worker.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "example", worker = .example)]);
const example :Workerd.Worker = (
  modules = [(name = "example", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
);`,
  );
}

const tools: readonly Tool[] = [
  { name: 'vitest', command: [vitest, 'run', '--root', '.', '--dir', '.'] },
  { name: 'Jest, ES modules', command: [jest, '--rootDir', '.', '--testMatch', '**/jest-*.test.mjs'], env: esModules },
  { name: 'Jest, CommonJS', command: [jest, '--rootDir', '.', '--testMatch', '**/jest-*.test.cjs'], env: esModules },
  { name: 'node:test', command: ['--test', 'node.test.mjs'] },
  {
    name: 'the AWS SDK and the AWS CLI',
    command: [
      join(root, 'node_modules/mocha/bin/mocha.js'),
      '--no-config',
      '--import=tsx',
      '--require=spec/support/environment.ts',
      'spec/testing/real-clients.spec.ts',
    ],
    folder: root,
  },
];

async function run(
  program: string,
  args: readonly string[],
  folder: string,
  env?: NodeJS.ProcessEnv,
): Promise<boolean> {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...env }, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0;
}

async function runAll(consumer: Consumer): Promise<boolean> {
  const { folder } = consumer;
  let isRight = true;
  const note = (name: string, passed: boolean): void => {
    console.log(`${passed ? '✓' : '✗'} ${name}`);
    isRight &&= passed;
  };
  for (const { name, command, env, folder: own = folder } of tools) {
    note(name, await run(process.execPath, command, own, env));
  }
  await bundleWorker(folder);
  const workerd = join(runtimes, 'node_modules/@cloudflare/workerd-linux-64/bin/workerd');
  note('workerd', await run(workerd, ['test', join(folder, 'bundle/worker.capnp')], folder));
  const problems = await consumer.typeCheck('tsconfig.json');
  if (problems) console.log(problems);
  note('types of the examples', !problems);
  return isRight;
}

async function main(): Promise<void> {
  for (const folder of [here, bench, runtimes]) await installLocked(folder);
  const consumer = await makeConsumer();
  try {
    await linkTools(consumer);
    await mkdir(join(consumer.folder, 'bundle'));
    await cp(join(here, 'examples'), consumer.folder, { recursive: true });
    await consumer.write(
      'vitest.config.mjs',
      "export default { test: { include: ['{vitest,msw,mock}*.test.ts'] } };\n",
    );
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: 'nodenext',
      target: 'es2022',
      types: ['node'],
    };
    await consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    if (!(await runAll(consumer))) process.exitCode = 1;
  } finally {
    await consumer.remove();
  }
}

await main();
