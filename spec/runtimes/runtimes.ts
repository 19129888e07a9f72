// The runtimes, and how each of them is given a suite.
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleOptions } from './bundle.ts';
import type { Context } from './harness.ts';

const modules = fileURLToPath(new URL('node_modules/', import.meta.url));

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** What a command may need to know. */
export interface Surroundings {
  /** The suite's file. */
  readonly file: string;
  readonly folder: string;
  readonly context: Context;
  readonly pagesUrl: string;
  readonly chromium: string;
}

/** One row of the table. */
export interface Runtime extends Pick<BundleOptions, 'entry' | 'format' | 'conditions' | 'define'> {
  readonly name: string;
  readonly build: 'node' | 'web';
  /** Prints the runtime's version. */
  readonly version: Command;
  readonly command: (surroundings: Surroundings) => Command | Promise<Command>;
  /** Whether the program goes on after the suite has reported, and must be ended. */
  readonly isLasting?: boolean;
}

const nodeOf = (name: string): string => (name === 'node' ? process.execPath : join(modules, name, 'bin/node'));

const node = (name: string, program: string, rest: Partial<Runtime> = {}): Runtime => ({
  name,
  build: 'node',
  entry: 'script',
  format: 'esm',
  version: [nodeOf(program), '--version'],
  command: ({ file }) => [nodeOf(program), file],
  ...rest,
});

const deno = join(modules, '@deno/linux-x64-glibc/deno');
const bun = join(modules, '@oven/bun-linux-x64/bin/bun');
const workerd = join(modules, '@cloudflare/workerd-linux-64/bin/workerd');

const workerdRuntime = (name: string, flags: readonly string[]): Runtime => ({
  name,
  build: 'web',
  entry: 'workerd',
  format: 'esm',
  // As Cloudflare's own bundler resolves.
  conditions: ['workerd', 'worker', 'browser'],
  version: [workerd, '--version'],
  async command({ file, folder }) {
    const path = join(folder, `${name}.capnp`);
    await writeFile(path, workerdConfig(basename(file), flags));
    return [workerd, 'test', path];
  },
});

const workerdConfig = (file: string, flags: readonly string[]): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "suite", worker = .suite),
    # The loopback interface, which the built-in network does not reach.
    (name = "loopback", network = (allow = ["local", "private"])),
  ],
);
const suite :Workerd.Worker = (
  modules = [(name = "suite", esModule = embed "${file}")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ${JSON.stringify(flags)},
  globalOutbound = "loopback",
);`;

const openPage = async ({ file, folder, context, pagesUrl, chromium }: Surroundings): Promise<Command> => {
  const page = `${context.runtime}.html`;
  const script = `<!doctype html><title>suite</title><script type="module" src="/${basename(file)}"></script>`;
  await writeFile(join(folder, page), script);
  const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
  return [chromium, ...options, `--user-data-dir=${join(folder, 'profile')}`, `${pagesUrl}/${page}`];
};

/** All rows, in the order of the table. */
export const runtimes = (chromium: string): readonly Runtime[] => [
  node('node-20', 'node'),
  node('node-20-require', 'node', { format: 'cjs' }),
  node('node-20-oldest', 'node-20-oldest'),
  node('node-20-oldest-require', 'node-20-oldest', { format: 'cjs' }),
  node('node-22', 'node-22'),
  node('node-24', 'node-24'),
  node('node-newest', 'node-newest'),
  {
    name: 'deno',
    build: 'web',
    entry: 'script',
    format: 'esm',
    version: [deno, '--version'],
    command({ file, context }) {
      // Nothing else is allowed: no environment, no files, no system information.
      const hosts = [context.serverUrl, context.closedUrl].map((url) => new URL(url).host);
      return [deno, 'run', '--no-prompt', '--cached-only', `--allow-net=${hosts}`, file];
    },
  },
  {
    name: 'bun',
    build: 'web',
    entry: 'script',
    format: 'esm',
    version: [bun, '--version'],
    command: ({ file }) => [bun, file],
  },
  workerdRuntime('workerd', []),
  workerdRuntime('workerd-nodejs-compat', ['nodejs_compat']),
  {
    name: 'edge-runtime',
    build: 'web',
    entry: 'script',
    format: 'iife',
    conditions: ['edge-light', 'worker', 'browser'],
    version: [
      process.execPath,
      '--print',
      `require(${JSON.stringify(join(modules, 'edge-runtime/package.json'))}).version`,
    ],
    command: ({ file }) => [process.execPath, join(modules, 'edge-runtime/dist/cli/index.js'), file],
  },
  {
    name: 'chromium',
    build: 'web',
    entry: 'script',
    format: 'esm',
    conditions: ['browser', 'module'],
    version: [chromium, '--version'],
    command: openPage,
    isLasting: true,
  },
  node('react-native', 'node', {
    build: 'web',
    entry: 'react-native',
    format: 'iife',
    conditions: ['react-native', 'browser'],
  }),
];
