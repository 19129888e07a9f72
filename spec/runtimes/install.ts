// Gets what the suites need: the runtimes, and the package as a user gets it.
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Packs the package, and installs the tarball into an empty folder. */
export async function installTarball(folder: string): Promise<void> {
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${name}-${version}.tgz`];
  await run('npm', args, { cwd: folder });
  for (const framework of ['express', 'fastify', 'hono']) {
    await symlink(join(root, 'node_modules', framework), join(folder, 'node_modules', framework));
  }
  await mkdir(join(folder, 'home'));
}

/** The path of Chromium, which is installed from Debian's packages where it is missing. */
export async function findChromium(): Promise<string> {
  const find = async (): Promise<string | undefined> =>
    (await run('sh', ['-c', 'command -v chromium || command -v chromium-browser || true'])).stdout.trim() || undefined;
  const found = await find();
  if (found) return found;
  await run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium']);
  const installed = await find();
  if (!installed) throw new Error('There is no chromium, and apt-get brought none');
  return installed;
}
