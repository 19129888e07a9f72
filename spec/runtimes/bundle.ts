// Makes what a runtime is given: the cases, and either an import of the package or what a bundler makes of it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Context } from './harness.ts';

const entries = fileURLToPath(new URL('entries/', import.meta.url));

/** How a suite is made into one file. */
export interface BundleOptions {
  /** A file of `entries/`, without its extension. */
  readonly entry: string;
  readonly format: 'esm' | 'cjs' | 'iife';
  /** The conditions under which a bundler resolves the package; absent where the runtime resolves it by itself. */
  readonly conditions?: readonly string[] | undefined;
  /** The folder in which the package is installed, and into which the file goes. */
  readonly folder: string;
  readonly context: Context;
  /** Variables of the environment, whose values a bundler writes into the code, as that of Next.js does. */
  readonly variables: Readonly<Record<string, string>>;
}

const PACKAGES = /^(cognito-forgot-password|express|fastify|hono)(\/|$)/;

// From the entries' own folder, the name would mean this checkout instead of what was packed.
const installedIn = (folder: string): Plugin => ({
  name: 'installed',
  setup({ onResolve, resolve }) {
    onResolve({ filter: PACKAGES }, ({ path, kind, pluginData }) =>
      pluginData ? undefined : resolve(path, { kind, resolveDir: folder, pluginData: 'installed' }),
    );
  },
});

const leftToTheRuntime: Plugin = {
  name: 'left to the runtime',
  setup({ onResolve }) {
    onResolve({ filter: PACKAGES }, ({ path }) => ({ path, external: true }));
  },
};

/** Writes the file, and returns its path. */
export async function bundleSuite(options: BundleOptions): Promise<string> {
  const { entry, format, conditions, folder, context, variables } = options;
  const values = Object.entries(variables).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)]);
  const outfile = join(folder, `${context.runtime}.${{ esm: 'mjs', cjs: 'cjs', iife: 'js' }[format]}`);
  await build({
    entryPoints: [join(entries, `${entry}.ts`)],
    bundle: true,
    // As users ship it: an error's name must not depend on what a minifier leaves.
    minify: !!conditions,
    format,
    platform: conditions ? 'neutral' : 'node',
    mainFields: ['module', 'main'],
    conditions: [...(conditions ?? [])],
    target: 'es2022',
    outfile,
    define: { CONTEXT: JSON.stringify(context), ...(conditions && Object.fromEntries(values)) },
    plugins: [conditions ? installedIn(folder) : leftToTheRuntime],
    // The checkout maps the package's name to its sources.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  return outfile;
}
