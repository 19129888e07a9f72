import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../', import.meta.url));
const MOST_UNPACKED_BYTES = 1_000_000;

/** Scripts that no application bundles, and the copy of undici. */
const OF_OTHERS = /^dist\/(cli\.js|testing\.js|undici-copy\/)/;

interface PackedFile {
  readonly path: string;
  readonly size: number;
  readonly mode: number;
}

describe('the published package', () => {
  let folder: string;
  let files: readonly PackedFile[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pack-'));
    const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const packed: unknown = JSON.parse(output);
    const [entry] = Array.isArray(packed) ? packed : Object.values(packed as object);
    files = entry.files;
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the builds with their maps and declarations, the schemas, the documents, and nothing else', () => {
    const unexpected = files.filter(
      ({ path }) =>
        !/^(package\.json|[A-Z]+\.md|lib\/cli\/README\.md|LICENSE|schemas\/[\w-]+\.json)$/.test(path) &&
        !/^dist\/([\w/-]+\.d\.ts|(cli|testing|index|node|handler|core|client|platform|system|connect|journal|files)\.js(\.map)?)$/.test(
          path,
        ) &&
        !/^dist\/undici-copy\/([\w-]+\.js|LICENSE)$/.test(path),
    );
    expect(unexpected).to.deep.equal([]);
    expect(files.map(({ path }) => path)).to.include.members([
      'dist/index.js',
      'dist/node.js',
      'dist/handler.js',
      'dist/cli.js',
      'dist/testing.js',
      'LICENSE',
      'lib/cli/README.md',
    ]);
  });

  it('is at most 1,000 KB unpacked', () => {
    expect(files.reduce((total, { size }) => total + size, 0)).to.be.at.most(MOST_UNPACKED_BYTES);
  });

  it('has a source map with its sources for every script that applications bundle', () => {
    const paths = new Set(files.map(({ path }) => path));
    const scripts = files.filter(({ path }) => path.endsWith('.js') && !OF_OTHERS.test(path));
    for (const { path } of scripts) {
      expect(paths.has(`${path}.map`), path).to.equal(true);
      const map = JSON.parse(readFileSync(join(root, `${path}.map`), 'utf8')) as { sourcesContent: string[] };
      expect(map.sourcesContent.every((source) => source.length > 0)).to.equal(true);
    }
  });

  it('has no dependency that npm would install beside it', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest).not.to.have.any.keys('dependencies', 'optionalDependencies', 'peerDependencies');
  });
});
