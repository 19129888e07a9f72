// Run by `npm run build`: bundles the entries into few files, as each file that Node loads takes it half a millisecond. Not
// minified: a stack names our functions, and people can read what they run.
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { type Plugin, rollup } from 'rollup';

/** Where the sources are, and what each entry is called in dist/. */
const SOURCES = fileURLToPath(new URL('../', import.meta.url));
const ENTRIES = {
  index: 'index.ts',
  node: 'node.ts',
  handler: 'handler.ts',
  testing: 'testing/testing.ts',
  cli: 'cli/main.ts',
};

/**
 * The files that entries share, by the paths of the sources in them. `connect` and `journal` are imported when they are
 * needed: they load parts of Node that take long, and that hardly a process needs. A bundler that writes one file
 * initialises late whatever such an import leads to, so that it must lead to `core` and `system` at most. `core` is what
 * `./testing` and `./handler` need as well.
 */
const SHARED: readonly (readonly [file: string, sources: RegExp])[] = [
  ['connect', /^platform\/node\/(connector|dial|tunnel)\.ts$/],
  ['files', /^(journal\/format|util\/node\/file-owner)\.ts$/],
  ['journal', /^journal\//],
  ['system', /^(util\/node\/(text-file|file-problem)|platform\/node\/connect-errors)\.ts$/],
  ['platform', /^platform\/node\//],
  [
    'core',
    /^(errors|schema|operations|protocol)\/|^util\/[^/]+$|^client\/decide\.ts$|^bulk\/(standing|skip|failures|record-identity)\.ts$/,
  ],
  ['client', /^(client|cmdlet|bulk|platform)\//],
];

function sharedFileOf(id: string): string | undefined {
  const path = relative(SOURCES, id).replaceAll('\\', '/');
  return SHARED.find(([, sources]) => sources.test(path))?.[0];
}

/** Takes the types out of TypeScript. */
const typeScript: Plugin = {
  name: 'typescript',
  async transform(source, id) {
    const { code, map } = await transform(source, {
      loader: 'ts',
      sourcefile: id,
      sourcemap: true,
      target: 'es2022',
      tsconfigRaw: {},
    });
    return { code, map };
  },
};

/** Leaves the copy of undici a file of its own, beside the others. */
const undiciCopy: Plugin = {
  name: 'undici-copy',
  resolveId(source) {
    return source.includes('undici-copy/') ? { id: './undici-copy/pool.js', external: true } : undefined;
  },
};

const bundle = await rollup({
  input: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, join(SOURCES, path)])),
  external: /^node:/,
  plugins: [undiciCopy, typeScript],
  treeshake: { moduleSideEffects: false },
  onLog(_level, { message }) {
    throw new Error(message);
  },
});
await bundle.write({
  dir: 'dist',
  format: 'es',
  sourcemap: true,
  chunkFileNames: '[name].js',
  minifyInternalExports: false,
  // Imports of imports would make the order of evaluation seem to matter.
  hoistTransitiveImports: false,
  onlyExplicitManualChunks: true,
  manualChunks: sharedFileOf,
});
