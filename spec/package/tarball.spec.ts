import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../', import.meta.url));
const MOST_UNPACKED_BYTES = 400_000;

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

  it('holds the builds, their sources and declarations, the schemas, and nothing else', () => {
    const unexpected = files.filter(
      ({ path }) =>
        !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|schemas\/[\w-]+\.json|lib\/[\w/-]+\.ts)$/.test(path) &&
        !/^dist\/([\w/-]+\.d\.ts(\.map)?|(index|node|cli)\.js(\.map)?|chunks\/[\w-]+\.js(\.map)?)$/.test(path),
    );
    expect(unexpected).to.deep.equal([]);
    expect(files.map(({ path }) => path)).to.include.members([
      'dist/index.js',
      'dist/node.js',
      'dist/cli.js',
      'LICENSE',
    ]);
  });

  it('is small', () => {
    expect(files.reduce((total, { size }) => total + size, 0)).to.be.below(MOST_UNPACKED_BYTES);
  });

  it('has source maps whose sources are in the package', () => {
    const paths = new Set(files.map(({ path }) => path));
    for (const map of files.filter(({ path }) => path.endsWith('.map'))) {
      const { sources } = JSON.parse(readFileSync(join(root, map.path), 'utf8')) as { sources: string[] };
      for (const source of sources) {
        const path = new URL(source, new URL(map.path, 'file:///')).pathname.slice(1);
        expect(paths.has(path), `${map.path} → ${path}`).to.equal(true);
      }
    }
  });

  it('has a source map for all that may run in a page, which names it', () => {
    const paths = new Set(files.map(({ path }) => path));
    for (const { path } of files.filter(({ path }) => path.endsWith('.js'))) {
      const code = readFileSync(join(root, path), 'utf8');
      const [, name] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(code) ?? [];
      // What only Node runs is minified, and has none: the package is small.
      const isForNode = /["']node:/.test(code);
      expect(name, path).to.equal(isForNode ? undefined : `${basename(path)}.map`);
      expect(paths.has(`${path}.map`), `${path}.map`).to.equal(!isForNode);
    }
  });

  it('has declarations that point at their sources, where there is more in these than declarations', () => {
    const paths = new Set(files.map(({ path }) => path));
    const declarations = files.map(({ path }) => path).filter((path) => path.endsWith('.d.ts'));
    expect(declarations).to.include.members(['dist/client.d.ts', 'dist/errors.d.ts', 'dist/index.d.ts']);
    for (const path of declarations) {
      const [, name] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(join(root, path), 'utf8')) ?? [];
      const hasSource = paths.has(path.replace(/^dist\/(.*)\.d\.ts$/, 'lib/$1.ts'));
      expect(name, path).to.equal(hasSource ? `${basename(path)}.map` : undefined);
      expect(paths.has(`${path}.map`), `${path}.map`).to.equal(hasSource);
    }
  });

  it('has one dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).to.deep.equal(['undici']);
  });
});
