// Copies a built package. The original may be rebuilt during a run, and each contender imports a copy of its own,
// because V8's type feedback belongs to a module instance.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A built package. */
export interface Dist {
  /** The path of one of its files. */
  pathOf(file: string): string;
  /** Copies the package once more, and brings the address of one of its files. */
  copy(file: string): Promise<string>;
  /** Removes all copies. */
  remove(): Promise<void>;
}

const OWN = fileURLToPath(new URL('../../dist', import.meta.url));

/** Copies the package in a folder, by default this repository's dist. */
export async function openDist(folder = OWN): Promise<Dist> {
  const copies = await mkdtemp(join(tmpdir(), 'cognito-bench-'));
  const original = join(copies, 'original');
  await cp(resolve(folder), original, { recursive: true });
  await writeFile(join(copies, 'package.json'), '{ "type": "module" }\n');
  let count = 0;
  return {
    pathOf: (file) => join(original, file),
    async copy(file) {
      count += 1;
      const target = join(copies, String(count));
      await cp(original, target, { recursive: true });
      return pathToFileURL(join(target, file)).href;
    },
    remove: () => rm(copies, { recursive: true }),
  };
}

/** Throws unless the raw contenders use the same version of undici as the package contains. */
export async function assertSameUndici(): Promise<void> {
  const bench: { version: string } = JSON.parse(
    await readFile(new URL('node_modules/undici/package.json', import.meta.url), 'utf8'),
  );
  const copy = await readFile(join(OWN, 'undici-copy/pool.js'), 'utf8');
  const [, version] = /undici (\d+\.\d+\.\d+)/.exec(copy) ?? [];
  if (version === bench.version) return;
  throw new Error(
    `spec/bench has undici ${bench.version}, the package undici ${version}; install the same in spec/bench`,
  );
}
