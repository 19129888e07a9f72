// The bundlers that applications are built with, set up as their users set them up.
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

/** Which of the two builds a bundler is to find under the package's name. */
export type PackageBuild = 'node' | 'web';

/** The module format of a bundler's output. */
export type OutputFormat = 'esm' | 'cjs';

/** One bundle to make. */
export interface BundleRequest {
  /** The application's entry, beside the `node_modules` that it resolves from. */
  readonly entry: string;
  /** The file to write; a bundler may write more files beside it. */
  readonly outfile: string;
  readonly build: PackageBuild;
  readonly format: OutputFormat;
  /** Whether to minify, where the bundler can do so itself. */
  readonly minify: boolean;
}

/** Writes a bundle. */
export type Bundle = (request: BundleRequest) => Promise<void>;

/** As much of Rollup and Rolldown as is used here; both are installed on demand, out of the type checker's sight. */
interface RollupLike {
  rollup(options: object): Promise<{ write(options: object): Promise<unknown>; close(): Promise<void> }>;
}

type Plugin = (options?: object) => object;

interface WebpackStats {
  hasErrors(): boolean;
  toString(options: object): string;
}

interface WebpackCompiler {
  run(callback: (error: Error | null, stats?: WebpackStats) => void): void;
  close(callback: () => void): void;
}

/** Where the bundlers are installed that the build does not need itself. */
export const bundlersFolder = fileURLToPath(new URL('bundlers/', import.meta.url));

const fromBundlers = createRequire(new URL('bundlers/package.json', import.meta.url));

export const bundleWithEsbuild: Bundle = async ({ entry, outfile, build, format, minify }) => {
  await esbuild.build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify,
    format,
    platform: build === 'node' ? 'node' : 'browser',
    target: 'es2022',
    // The checkout maps the package's name to its sources.
    tsconfigRaw: {},
    logLevel: 'error',
  });
};

export const bundleWithRollup: Bundle = async ({ entry, outfile, build, format }) => {
  const { rollup }: RollupLike = fromBundlers('rollup');
  const nodeResolve: Plugin = fromBundlers('@rollup/plugin-node-resolve').default;
  const commonjs: Plugin = fromBundlers('@rollup/plugin-commonjs').default;
  const json: Plugin = fromBundlers('@rollup/plugin-json').default;
  const where = build === 'node' ? { exportConditions: ['node'], preferBuiltins: true } : { browser: true };
  const bundle = await rollup({
    input: entry,
    plugins: [nodeResolve(where), commonjs(), json()],
    onwarn: () => {},
  });
  await bundle.write({ dir: dirname(outfile), entryFileNames: basename(outfile), format });
  await bundle.close();
};

export const bundleWithWebpack: Bundle = async ({ entry, outfile, build, format, minify }) => {
  const webpack: (options: object) => WebpackCompiler = fromBundlers('webpack');
  const isModule = format === 'esm';
  const compiler = webpack({
    mode: 'production',
    target: build === 'node' ? 'node20' : ['web', 'es2022'],
    entry,
    output: {
      path: dirname(outfile),
      filename: basename(outfile),
      module: isModule,
      library: { type: isModule ? 'module' : 'commonjs2' },
      chunkFormat: isModule ? 'module' : 'commonjs',
      // Not every page can be asked for its own address, which the chunks would be loaded from.
      publicPath: '',
    },
    experiments: { outputModule: isModule },
    optimization: { minimize: minify },
    performance: false,
  });
  await new Promise<void>((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString({ all: false, errors: true })));
      else resolve();
    });
  });
  await new Promise<void>((resolve) => compiler.close(resolve));
};
