import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Dist } from './dist.ts';
import { environment, type Service } from './processes.ts';

/** Counts how often a client of the web build imports its secret's key during ten calls, five of them concurrent. */
export async function countKeyImports({ url }: Service, dist: Dist): Promise<number> {
  const program = fileURLToPath(new URL('key-imports.mjs', import.meta.url));
  const args = [program, await dist.copy('index.js'), url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment });
  return Number(stdout);
}
