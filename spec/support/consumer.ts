// A project that uses the package as it is published: packed, and unpacked where npm would put it.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A folder with a `node_modules` of its own. */
export interface Consumer {
  readonly folder: string;
  /** Writes a file, and the folders above it. */
  write(path: string, text: string): Promise<void>;
  /** Copies a file, given as its absolute path. */
  copy(from: string, path: string): Promise<void>;
  /**
   * What the type checker has to say about a project, given as its `tsconfig.json`; empty when all is well. The compiler
   * is a folder; default: the one that this package is checked with.
   */
  typeCheck(path: string, compiler?: string): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a consumer. Needs `dist/`. */
export async function makeConsumer(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'consumer-'));
  const modules = join(folder, 'node_modules');
  const target = join(modules, 'cognito-forgot-password');
  await mkdir(target, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: root,
  });
  await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', target, '--strip-components=1']);
  // The types of Node that a user of the package has.
  for (const name of ['undici-types', '@types']) {
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  return {
    folder,
    write,
    copy: (from, path) => copyFile(from, join(folder, path)),
    async typeCheck(path, compiler = join(root, 'node_modules/typescript')) {
      const args = [join(compiler, 'bin/tsc'), '--project', join(folder, path), '--pretty', 'false'];
      return run(process.execPath, args, { cwd: folder }).then(
        () => '',
        (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
      );
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
