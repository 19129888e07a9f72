// Run by `npm run generate`: copies the pool of undici, and what it needs, into lib/platform/node/undici-copy/. Applications are bundled: in their bundles a dependency of CommonJS cannot ask Node for its built-in modules,
// and undici is not always beside them. One file also loads faster than undici's thirty.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

const require = createRequire(import.meta.url);
const undici = dirname(require.resolve('undici/package.json'));
const parser: Buffer = require('undici/lib/llhttp/llhttp-wasm.js');
const output = fileURLToPath(new URL('../platform/node/undici-copy/', import.meta.url));

const DECLARATION = "import type { Pool } from 'undici';\n\ndeclare const pool: typeof Pool;\nexport default pool;\n";

const leftOut = (what: string): string =>
  `module.exports = () => { throw new Error('${what} was left out of this copy of undici'); };`;

/** Files of undici that a client with HTTP/1.1 and text bodies has no use for. */
const REPLACED: Readonly<Record<string, string>> = {
  'dispatcher/client-h2.js': leftOut('HTTP/2'),
  'web/fetch/body.js': `module.exports.extractBody = () => { throw new Error('A body must be a text'); };`,
  // The parser in WebAssembly, with and without SIMD: the one that runs on each machine is enough for short headers.
  'llhttp/llhttp_simd-wasm.js': `module.exports = require('./llhttp-wasm.js');`,
  // Two thirds of the copy, were it not compressed; to unpack it takes less than two milliseconds.
  'llhttp/llhttp-wasm.js': `module.exports = process.getBuiltinModule('node:zlib')
    .brotliDecompressSync(Buffer.from('${brotliCompressSync(parser).toString('base64')}', 'base64'));`,
};

/** Built-in modules by a function that each bundler leaves as it is, when undici asks for them. */
const builtinModules: Plugin = {
  name: 'built-in modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

/** Stops the build where undici has moved a file, rather than copy what was to be left out. */
const replacedFiles: Plugin = {
  name: 'replaced files',
  setup({ onLoad, onEnd }) {
    const found = new Set<string>();
    onLoad({ filter: /[\\/]undici[\\/]lib[\\/].*\.js$/ }, ({ path }) => {
      const file = path.slice(join(undici, 'lib').length + 1).replaceAll('\\', '/');
      found.add(file);
      const contents = REPLACED[file];
      return contents === undefined ? undefined : { contents, resolveDir: dirname(path) };
    });
    onEnd(() => {
      const missing = Object.keys(REPLACED).filter((file) => !found.has(file));
      return {
        errors: missing.map((file) => ({
          text: `${file} of undici was not met: either it was moved, or no entry needs it`,
        })),
      };
    });
  },
};

async function copyUndici(): Promise<void> {
  const { version }: { version: string } = JSON.parse(await readFile(join(undici, 'package.json'), 'utf8'));
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  await build({
    entryPoints: [join(undici, 'lib/dispatcher/pool.js')],
    outdir: output,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    minify: true,
    banner: { js: `// Part of undici ${version}, whose licence is in the file LICENSE beside this one.` },
    plugins: [builtinModules, replacedFiles],
    logLevel: 'warning',
  });
  await writeFile(join(output, 'pool.d.ts'), DECLARATION);
  await copyFile(join(undici, 'LICENSE'), join(output, 'LICENSE'));
}

await copyUndici();
