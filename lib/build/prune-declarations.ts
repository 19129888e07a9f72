// Run after the compiler: deletes the declarations that no entry of the package leads to.
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');

const IMPORT = /(?:\bfrom|\bimport\()\s*["'](\.[^"']+)\.[jt]s["']/g;

/** The declarations of the entries, as package.json names them. */
async function entries(): Promise<string[]> {
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const named = [...manifest.matchAll(/"\.\/(dist\/[^"]+\.d\.ts)"/g)].map(([, path = '']) => join(root, path));
  return [...new Set(named)];
}

/** All files that the entries lead to. */
async function reachable(): Promise<Set<string>> {
  const found = new Set<string>();
  const waiting = await entries();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    if (!existsSync(file)) throw new Error(`${relative(root, file)} was not written`);
    found.add(file);
    const text = await readFile(file, 'utf8');
    for (const [, path = ''] of text.matchAll(IMPORT)) waiting.push(`${join(dirname(file), path)}.d.ts`);
  }
  return found;
}

const needed = await reachable();
for (const path of await readdir(dist, { recursive: true })) {
  const file = join(dist, path);
  if (path.endsWith('.d.ts') && !needed.has(file)) await rm(file);
}
