import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { forgotPassword } from '../../../lib/node.ts';
import Pool from '../../../lib/platform/node/undici-copy/pool.js';
import { accepting, withCognito } from '../../support/cognito.ts';
import { withLoopback } from '../../support/loopback.ts';

const request = { ClientId: 'client', Username: 'alice' };

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a script prints as JSON; it runs as a module in `folder`. */
async function run(folder: string, script: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
  });
  return JSON.parse(stdout);
}

/** A copy of the build, away from every `node_modules`, for as long as `use` takes. */
async function withBuildAlone<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'alone-'));
  try {
    await cp(join(root, 'dist'), folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes one call, and prints its error, the events, and the modules of the network that Node has loaded. */
const callOnce = (options: string): string => `
  import { ForgotPasswordClient } from './node.js';
  const isLoaded = () => process.moduleLoadList.includes('NativeModule tls');
  const atFirst = isLoaded();
  const events = [];
  const client = new ForgotPasswordClient({ ${options}, onEvent: ({ type }) => events.push(type) });
  const error = await client.forgotPassword({ Username: 'a', ClientId: 'b' }).catch((thrown) => thrown);
  await client.close();
  console.log(JSON.stringify({ error, events, atFirst }));`;

describe('the copy of undici', () => {
  it('comes from the version that is installed for development, and brings its licence', async () => {
    const { version } = createRequire(import.meta.url)('undici/package.json');
    expect(await readFile(join(root, 'dist/undici-copy/pool.js'), 'utf8')).to.include(`Part of undici ${version},`);
    expect(await readFile(join(root, 'dist/undici-copy/LICENSE'), 'utf8')).to.match(
      /^MIT License\s+Copyright .*Undici/,
    );
  });

  it('asks for built-in modules in a way that every bundler leaves as it is', async () => {
    const code = await readFile(join(root, 'dist/undici-copy/pool.js'), 'utf8');
    expect(code).not.to.match(/\brequire\b|\bimport\b/);
    expect(code).to.match(/process\.getBuiltinModule\(["`]node:net["`]\)/);
  });

  it('calls the methods that undici deprecates, with the bytes of headers', async () => {
    await withLoopback([{}], async ({ url }) => {
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

  it('publishes on the diagnostics channels of undici, for instrumentations that subscribe to them', async () => {
    const paths: string[] = [];
    const onCreate = (message: unknown): number => paths.push(Object(message).request.path);
    subscribe('undici:request:create', onCreate);
    try {
      await withCognito(accepting, ({ url }) => forgotPassword(request, { endpointUrl: `${url}/watched` }));
    } finally {
      unsubscribe('undici:request:create', onCreate);
    }
    expect(paths).to.deep.equal(['/watched']);
  });

  it('is not loaded by an import of the package', async () => {
    const { atFirst } = (await run(join(root, 'dist'), callOnce(`region: 'eu-west-1', transport: () => {}`))) as {
      atFirst: boolean;
    };
    expect(atFirst).to.equal(false);
  });

  it('makes calls where no undici is installed', async () => {
    await withBuildAlone((folder) =>
      withCognito(accepting, async ({ url, requests }) => {
        expect(await run(folder, callOnce(`endpointUrl: '${url}'`))).not.to.have.nested.property('error.code');
        expect(requests).to.have.length(1);
      }),
    );
  });

  for (const [file, options] of [
    [/^pool\.js$/, `region: 'eu-west-1'`],
    [/^connect\.js$/, `region: 'eu-west-1'`],
    [/^connect\.js$/, `region: 'eu-west-1', proxyUrl: 'http://127.0.0.1:1'`],
  ] as const) {
    it(`is missed with what to do, and not looked for again, when ${file.source} was not deployed (${options})`, async () => {
      await withBuildAlone(async (folder) => {
        const path = (await readdir(folder, { recursive: true })).find((each) => file.test(basename(each)));
        await rm(join(folder, path ?? 'nothing was found'));
        const { error, events } = (await run(folder, callOnce(options))) as { error: object; events: string[] };
        expect(error).to.include({ code: 'ERR_CONFIGURATION_PLATFORM', outcome: 'not-sent', retryable: false });
        expect(error)
          .to.have.property('message')
          .that.includes('(ERR_MODULE_NOT_FOUND)')
          .and.includes('deploy every file that your bundler wrote');
        expect(events.filter((type) => type === 'attempt-started')).to.have.length(1);
        expect(events).not.to.include('retry-scheduled');
      });
    });
  }
});
