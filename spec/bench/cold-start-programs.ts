// Writes the programs whose start is measured: as plain files, and bundled the way functions are deployed.
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { ContenderSpec, OurSpec, Specs } from './contenders.ts';
import type { ColdStartName } from './results.ts';

/** A program's file. */
export interface ColdStartProgram {
  readonly name: ColdStartName;
  readonly file: string;
  /** The size of a bundle. */
  readonly kilobytes?: number;
}

const BUNDLED = ['pool', 'node', 'fetch', 'aws-sdk'] as const;
const STARTED = [...BUNDLED, 'web', 'identity-js'] as const;

type Started = (typeof STARTED)[number];

// Prints the processor time used, without loading the modules behind process.stdout.
const DONE = `process.getBuiltinModule('node:fs').writeSync(1, JSON.stringify(process.cpuUsage()));`;

// The usual workaround for CommonJS dependencies in an ES module bundle, which cannot require Node's built-in modules.
const BANNER = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

const contenderUrl = (program: string): string => new URL(`contenders/${program}.mjs`, import.meta.url).href;

/** A program that makes one call with a contender. */
const answerOf = ({ program, settings }: ContenderSpec): string => `
  import { open } from '${contenderUrl(program)}';
  const contender = await open(process.argv[2], ${JSON.stringify(settings)});
  await contender.call();
  await contender.close();
  ${DONE}`;

/** A program that makes one call with this package, by a static import that a bundler can follow. */
const ourAnswer = ({ settings: { entry, config, request } }: OurSpec): string => `
  import { ForgotPasswordClient } from '${entry}';
  const client = new ForgotPasswordClient({ endpointUrl: process.argv[2], ...${JSON.stringify(config)} });
  await client.forgotPassword(${JSON.stringify(request)});
  await client.close();
  ${DONE}`;

function firstAnswer(name: Started, specs: Specs): string {
  if (name === 'node' || name === 'web') return ourAnswer(specs[name]);
  return answerOf(specs[name === 'pool' ? 'pool-alone' : name]);
}

const importOf = (url: string): string => `import '${url}'; ${DONE}`;

const fileUrls: Plugin = {
  name: 'file URLs',
  setup({ onResolve }) {
    onResolve({ filter: /^file:/ }, ({ path }) => ({ path: fileURLToPath(path) }));
  },
};

async function bundle(source: string, name: Started, outfile: string, minify: boolean): Promise<void> {
  await build({
    stdin: { contents: source },
    outfile,
    bundle: true,
    minify,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    ...(name !== 'node' && { banner: { js: BANNER } }),
    plugins: [fileUrls],
    logLevel: 'error',
  });
}

/** Writes all programs into a folder without node_modules. */
export async function writePrograms(folder: string, specs: Specs): Promise<ColdStartProgram[]> {
  const programs: ColdStartProgram[] = [];
  const fileOf = async (name: ColdStartName): Promise<string> => {
    await mkdir(join(folder, name), { recursive: true });
    return join(folder, name, 'index.mjs');
  };
  const write = async (name: ColdStartName, source: string): Promise<void> => {
    const file = await fileOf(name);
    await writeFile(file, source);
    programs.push({ name, file });
  };
  await write('import/empty', importOf(contenderUrl('empty')));
  await write('import/node', importOf(specs.node.settings.entry));
  await write('import/web', importOf(specs.web.settings.entry));
  for (const name of STARTED) await write(`first-answer/${name}`, firstAnswer(name, specs));
  for (const kind of ['bundle', 'bundle-minified'] as const) {
    for (const name of BUNDLED) {
      const file = await fileOf(`${kind}/${name}`);
      await bundle(firstAnswer(name, specs), name, file, kind === 'bundle-minified');
      programs.push({ name: `${kind}/${name}`, file, kilobytes: (await stat(file)).size / 1_000 });
    }
  }
  return programs;
}
