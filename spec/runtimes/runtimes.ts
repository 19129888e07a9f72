// The runtimes, and how each of them is given a suite.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleOptions } from './bundle.ts';
import type { Context } from './harness.ts';

const modules = fileURLToPath(new URL('node_modules/', import.meta.url));
const examplePage = fileURLToPath(new URL('../examples/browser-page.html', import.meta.url));

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
  /** What the environment of examples holds. */
  readonly variables: Readonly<Record<string, string>>;
}

/** One row of the table. */
export interface Runtime extends Pick<BundleOptions, 'entry' | 'format' | 'conditions'> {
  readonly name: string;
  readonly build: 'node' | 'web';
  /** Prints the runtime's version. */
  readonly version: Command;
  readonly command: (surroundings: Surroundings) => Command | Promise<Command>;
  /** Whether the program goes on after the suite has reported, and must be ended. */
  readonly isLasting?: boolean;
}

type Rest = Partial<Runtime>;

const nodeOf = (name: string): string => (name === 'node' ? process.execPath : join(modules, name, 'bin/node'));

const node = (name: string, program: string, rest: Rest = {}): Runtime => ({
  name,
  build: 'node',
  entry: 'suite',
  format: 'esm',
  version: [nodeOf(program), '--version'],
  command: ({ file }) => [nodeOf(program), file],
  ...rest,
});

const denoProgram = join(modules, '@deno/linux-x64-glibc/deno');

const deno = (name: string, rest: Rest = {}): Runtime => ({
  name,
  build: 'web',
  entry: 'suite',
  format: 'esm',
  version: [denoProgram, '--version'],
  command({ file, context }) {
    // Nothing else is allowed: no environment, no files, no system information.
    const hosts = [context.serverUrl, context.closedUrl, context.cognitoUrl].map((url) => new URL(url).host);
    return [denoProgram, 'run', '--no-prompt', '--cached-only', `--allow-net=${hosts}`, file];
  },
  ...rest,
});

const bunProgram = join(modules, '@oven/bun-linux-x64/bin/bun');

const bun = (name: string, rest: Rest = {}): Runtime => ({
  name,
  build: 'web',
  entry: 'suite',
  format: 'esm',
  version: [bunProgram, '--version'],
  command: ({ file }) => [bunProgram, file],
  ...rest,
});

const workerdProgram = join(modules, '@cloudflare/workerd-linux-64/bin/workerd');

const workerd = (name: string, flags: readonly string[], rest: Rest = {}): Runtime => ({
  name,
  build: 'web',
  entry: 'workerd-suite',
  format: 'esm',
  // As Cloudflare's own bundler resolves.
  conditions: ['workerd', 'worker', 'browser'],
  version: [workerdProgram, '--version'],
  async command({ file, folder }) {
    const path = join(folder, `${name}.capnp`);
    await writeFile(path, workerdConfig(basename(file), flags));
    return [workerdProgram, 'test', path];
  },
  ...rest,
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

const edgeProgram = join(modules, 'edge-runtime/dist/cli/index.js');
const edgePackage = JSON.stringify(join(modules, 'edge-runtime/package.json'));

const edge = (name: string, rest: Rest = {}): Runtime => ({
  name,
  build: 'web',
  entry: 'suite',
  format: 'iife',
  conditions: ['edge-light', 'worker', 'browser'],
  version: [process.execPath, '--print', `require(${edgePackage}).version`],
  command: ({ file }) => [process.execPath, edgeProgram, file],
  ...rest,
});

const BLANK_PAGE = '<!doctype html><title>suite</title><script type="module" src="browser-page.js"></script>';

const chromium = (name: string, program: string, pageFile?: string, rest: Rest = {}): Runtime => ({
  name,
  build: 'web',
  entry: 'suite',
  format: 'esm',
  conditions: ['browser', 'module'],
  version: [program, '--version'],
  async command({ file, folder, pagesUrl, variables }) {
    const html = pageFile ? await readFile(pageFile, 'utf8') : BLANK_PAGE;
    const endpointUrl = variables.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER;
    const page = html
      .replace('browser-page.js', basename(file))
      .replace('<form', `<form data-endpoint-url="${endpointUrl}"`);
    await writeFile(join(folder, `${name}.html`), page);
    const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
    return [program, ...options, `--user-data-dir=${join(folder, name)}`, `${pagesUrl}/${name}.html`];
  },
  isLasting: true,
  ...rest,
});

/** All rows, in the order of the table. */
export const runtimes = (chromiumProgram: string): readonly Runtime[] => [
  node('node-20', 'node'),
  node('node-20-require', 'node', { format: 'cjs' }),
  node('node-20-oldest', 'node-20-oldest'),
  node('node-20-oldest-require', 'node-20-oldest', { format: 'cjs' }),
  node('node-22', 'node-22'),
  node('node-24', 'node-24'),
  node('node-newest', 'node-newest'),
  deno('deno'),
  bun('bun'),
  workerd('workerd', []),
  workerd('workerd-nodejs-compat', ['nodejs_compat']),
  edge('edge-runtime'),
  chromium('chromium', chromiumProgram),
  node('react-native', 'node', {
    build: 'web',
    entry: 'react-native-suite',
    format: 'iife',
    conditions: ['react-native', 'browser'],
  }),
  node('node-examples', 'node', { entry: 'node-examples' }),
  deno('deno-examples', {
    entry: 'deno-examples',
    command: ({ file, variables }) => {
      const names = Object.keys(variables);
      return [
        denoProgram,
        'run',
        '--no-prompt',
        '--cached-only',
        '--allow-net=127.0.0.1',
        `--allow-env=${names}`,
        file,
      ];
    },
  }),
  bun('bun-examples', { entry: 'bun-examples' }),
  workerd('workerd-examples', [], { entry: 'workerd-examples' }),
  edge('edge-examples', { entry: 'edge-runtime-examples' }),
  chromium('chromium-examples', chromiumProgram, examplePage, { entry: 'chromium-examples' }),
];
