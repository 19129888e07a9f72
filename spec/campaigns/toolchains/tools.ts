// The toolchains of the campaign that can bundle a file, set up as their users set them up.
import { execFile } from 'node:child_process';
import { cp, readdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Bundle, bundleWithEsbuild, bundleWithRollup, bundleWithWebpack } from '../../package/bundlers.ts';

/** Where the toolchains are installed that the build does not need itself. */
export const toolchainsFolder = fileURLToPath(new URL('.', import.meta.url));

const fromToolchains = createRequire(import.meta.url);

/** As much of Rolldown as is used here. */
interface Rolldown {
  build(options: object): Promise<unknown>;
}

interface Vite {
  build(options: object): Promise<unknown>;
}

const bundleWithRolldown: Bundle = async ({ entry, outfile, build, format, minify }) => {
  const { build: bundle }: Rolldown = fromToolchains('rolldown');
  await bundle({
    input: entry,
    platform: build === 'node' ? 'node' : 'browser',
    logLevel: 'silent',
    output: { dir: dirname(outfile), entryFileNames: basename(outfile), format, minify },
  });
};

const bundleWithVite: Bundle = async ({ entry, outfile, build, format, minify }) => {
  const { build: bundle }: Vite = fromToolchains('vite');
  const output = { format, entryFileNames: basename(outfile) };
  const target = build === 'node' ? { ssr: entry } : { lib: { entry, formats: [format === 'esm' ? 'es' : 'cjs'] } };
  await bundle({
    root: dirname(entry),
    configFile: false,
    logLevel: 'silent',
    ...(build === 'node' && { ssr: { noExternal: true } }),
    build: { ...target, outDir: dirname(outfile), emptyOutDir: false, minify, rollupOptions: { output } },
  });
};

const bundleWithNcc: Bundle = async ({ entry, outfile, minify }) => {
  const command = join(toolchainsFolder, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const args = ['build', entry, '--out', dirname(outfile), '--no-cache', '--quiet', ...(minify ? ['--minify'] : [])];
  // It looks for TypeScript from its working folder, and cannot work with version 7.
  await promisify(execFile)(process.execPath, [command, ...args], { cwd: dirname(entry) });
  const written = (await readdir(dirname(outfile))).find((name) => /^index\.[cm]?js$/.test(name)) ?? '';
  await rename(join(dirname(outfile), written), outfile);
};

/** A toolchain that bundles a file. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly bundle: Bundle;
  /** It knows Node alone, so that the web build must be asked for by its name. */
  readonly isForNodeOnly?: boolean;
}

const versionOf = (name: string, from: NodeJS.Require): string => from(`${name}/package.json`).version;

/** All of them; both folders of tools must have been installed. */
export function allTools(): readonly Tool[] {
  const fromBundlers = createRequire(new URL('../../package/bundlers/package.json', import.meta.url));
  return [
    { name: 'esbuild', version: versionOf('esbuild', fromToolchains), bundle: bundleWithEsbuild },
    { name: 'Rollup', version: versionOf('rollup', fromBundlers), bundle: bundleWithRollup },
    { name: 'Rolldown', version: versionOf('rolldown', fromToolchains), bundle: bundleWithRolldown },
    { name: 'webpack', version: versionOf('webpack', fromBundlers), bundle: bundleWithWebpack },
    { name: 'Vite', version: versionOf('vite', fromToolchains), bundle: bundleWithVite },
    { name: 'ncc', version: versionOf('@vercel/ncc', fromToolchains), bundle: bundleWithNcc, isForNodeOnly: true },
  ];
}

/** Copies a folder of this one. */
export const copyTemplate = (name: string, to: string): Promise<void> =>
  cp(join(toolchainsFolder, name), to, { recursive: true });
