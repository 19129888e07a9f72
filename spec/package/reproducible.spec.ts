import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = [
  'lib',
  'schemas',
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'package.json',
  'tsconfig.json',
];

describe('npm pack', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  /** Builds and packs a copy of the sources, and returns the digest of the tarball. */
  const pack = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'reproducible-'));
    folders.push(folder);
    for (const path of SOURCES) await cp(join(root, path), join(folder, path), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await promisify(execFile)('npm', ['pack', '--silent'], { cwd: folder });
    const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return createHash('sha256')
      .update(await readFile(join(folder, `${name}-${version}.tgz`)))
      .digest('hex');
  };

  it('writes the same bytes when it builds and packs the same sources again, in another folder', async function () {
    this.timeout(60_000);
    expect(await pack()).to.equal(await pack());
  });
});

describe('jsr.json', () => {
  it('has the version and the licence of package.json', async () => {
    const read = async (path: string): Promise<object> => JSON.parse(await readFile(join(root, path), 'utf8'));
    const { version, license } = (await read('package.json')) as { version: string; license: string };
    expect(await read('jsr.json')).to.include({ version, license });
  });
});
