// Folders with a package.json of their own, for what is too heavy to be installed with the rest.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Installs what a folder's lock file names, unless that was done since it changed. */
export async function installLocked(folder: string): Promise<void> {
  const marker = join(folder, 'node_modules/.package-lock.json');
  const modifiedMs = async (path: string): Promise<number> => (existsSync(path) ? (await stat(path)).mtimeMs : 0);
  if ((await modifiedMs(marker)) > (await modifiedMs(join(folder, 'package-lock.json')))) return;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder], { cwd: folder });
}
