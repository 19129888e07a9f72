import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { Pool } from 'undici';
import { reply, withService } from '../../support/service.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Which files of undici a process has loaded after an import, and after a first call. */
async function loadedFiles(prelude = ''): Promise<{ imported: string[]; called: string[] }> {
  return withService(reply(200, {}), async ({ url }) => {
    const script = `
      import { createRequire } from 'node:module';
      ${prelude}
      const { cache } = createRequire('${root}');
      const loaded = () => Object.keys(cache).map((path) => path.split('/undici/')[1]).filter((path) => path);
      const { ForgotPasswordClient } = await import('${root}dist/node.js');
      const imported = loaded();
      const client = new ForgotPasswordClient({ endpointUrl: '${url}', maxAttempts: 1 });
      await client.forgotPassword({ Username: 'a', ClientId: 'b' });
      await client.close();
      console.log(JSON.stringify({ imported, called: loaded() }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    return JSON.parse(stdout);
  });
}

describe('undici, of which a call needs the pool alone', () => {
  it('has its pool in the file that the transport loads', () => {
    expect(createRequire(import.meta.url)('undici/lib/dispatcher/pool.js')).to.equal(Pool);
  });

  it('still calls the methods that it deprecates, with the bytes of headers', async () => {
    await withService(reply(200, {}), async ({ url }) => {
      const pool = new Pool(url);
      const calls = await new Promise<unknown[]>((resolve, reject) => {
        const heard: unknown[] = [];
        pool.dispatch(
          { path: '/', method: 'POST' },
          {
            onConnect: (abort) => heard.push(typeof abort),
            onHeaders: (status, headers) => heard.push(status, headers.every(Buffer.isBuffer)) > 0,
            onData: (chunk) => heard.push(`${chunk}`) > 0,
            onComplete: () => resolve(heard),
            onError: reject,
          },
        );
      });
      await pool.close();
      expect(calls).to.deep.equal(['function', 200, true, '{}']);
    });
  });

  it('is not loaded by an import, and without its index by a first call', async () => {
    const { imported, called } = await loadedFiles();
    expect(imported).to.deep.equal([]);
    expect(called).to.include('lib/dispatcher/pool.js').and.not.to.include('index.js');
  });

  it('is loaded as a whole where that file cannot be found, as in a bundle', async () => {
    const { called } = await loadedFiles(`
      const Module = createRequire('${root}')('node:module');
      const resolve = Module._resolveFilename;
      Module._resolveFilename = (request, ...rest) => {
        if (request === 'undici/lib/dispatcher/pool.js') throw new Error('Cannot find module');
        return resolve(request, ...rest);
      };`);
    expect(called).to.include('index.js');
  });

  it('that cannot be loaded has sent nothing', async () => {
    // Away from every node_modules.
    const folder = await mkdtemp(join(tmpdir(), 'no-undici-'));
    try {
      await cp(join(root, 'dist'), folder, { recursive: true });
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      const script = `
        const { ForgotPasswordClient } = await import('./node.js');
        const client = new ForgotPasswordClient({ region: 'eu-west-1', maxAttempts: 1 });
        const error = await client.forgotPassword({ Username: 'a', ClientId: 'b' }).catch((error) => error);
        console.log(JSON.stringify(error));`;
      const args = ['--input-type=module', '--eval', script];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
      expect(JSON.parse(stdout)).to.include({ name: 'TransportError', phase: 'connect', outcome: 'not-sent' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
