// The size of the entry ./testing, for its importers and nobody else.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { build } from 'esbuild';
import { type Consumer, makeConsumer } from '../support/consumer.ts';

// Its file has no source map; its sources are known by it.
const OWN_SOURCE = /lib\/testing\/|dist\/testing\.js$/;

const root = fileURLToPath(new URL('../../', import.meta.url));
const BUDGET_BYTES = 12_000;
// A text that only this entry contains.
const OWN_TEXT = 'SECRET_HASH was not received';

/** Bundles code for a browser, and lists its sources. */
async function bundle(contents: string): Promise<{ code: string; sources: readonly string[] }> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    sourcemap: 'external',
    outfile: 'bundle.js',
  });
  const textOf = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const { sources } = JSON.parse(textOf('.js.map'));
  return { code: textOf('bundle.js'), sources };
}

describe('the entry ./testing', () => {
  const entry = "export * from './dist/testing.js'";

  it(`is at most ${BUDGET_BYTES} bytes gzipped`, async () => {
    const { code } = await bundle(entry);
    expect(gzipSync(code, { level: 9 }).length).to.be.at.most(BUDGET_BYTES);
  });

  it('adds nothing to bundles of the other entries', async () => {
    for (const contents of [
      "export { ForgotPasswordClient } from './dist/index.js'",
      "export * from './dist/index.js'",
    ]) {
      const { code, sources } = await bundle(contents);
      expect(sources.filter((source) => source.includes('lib/client/'))).not.to.deep.equal([]);
      expect(sources.filter((source) => OWN_SOURCE.test(source))).to.deep.equal([]);
      expect(code).not.to.include(OWN_TEXT);
    }
    const { code, sources } = await bundle(entry);
    expect(sources.filter((source) => OWN_SOURCE.test(source))).not.to.deep.equal([]);
    expect(code).to.include(OWN_TEXT);
  });

  it('imports nothing and generates no code', async () => {
    const { code } = await bundle(entry);
    expect(code).not.to.match(/\bimport\b|\brequire\(/);
    expect(code).not.to.match(/\bBuffer\b|undici\b|\beval\b|new Function\b/);
  });
});

describe('the entry ./testing, installed', () => {
  let consumer: Consumer;
  before(async () => {
    consumer = await makeConsumer();
  });
  after(() => consumer.remove());

  const usage = `
    import { ForgotPasswordClient } from 'cognito-forgot-password';
    import { createCognito, serviceError, type TestCognito } from 'cognito-forgot-password/testing';
    const cognito: TestCognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
    export const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'abc', transport: cognito.transport });
    export const code: string | undefined = cognito.codeOf('alice');
    export const error: Error = serviceError('UserNotFoundException');
    // @ts-expect-error: no such status
    createCognito({ users: [{ username: 'bob', status: 'GONE' }] });
  `;

  for (const [name, options] of [
    ['nodenext', { module: 'nodenext', types: ['node'], lib: ['es2022'] }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler', types: [], lib: ['es2022', 'dom'] }],
  ] as const) {
    it(`type-checks under ${name}`, async () => {
      await consumer.write('usage.ts', usage);
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: 'es2022',
        ...options,
      };
      await consumer.write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions, files: ['usage.ts'] }));
      expect(await consumer.typeCheck(`tsconfig.${name}.json`)).to.equal('');
    });
  }

  it('shares its error classes with the main entry, imported and required', () => {
    const check = `(lib, testing) => console.log(testing.serviceError('UserNotFoundException') instanceof lib.UserNotFoundException)`;
    const imported = `const [lib, testing] = await Promise.all(['', '/testing'].map((path) => import('cognito-forgot-password' + path)));`;
    const required = `const [lib, testing] = ['', '/testing'].map((path) => require('cognito-forgot-password' + path));`;
    for (const [type, load] of [
      ['module', imported],
      ['commonjs', required],
    ] as const) {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [`--input-type=${type}`, '--eval', `${load} (${check})(lib, testing);`],
        { cwd: consumer.folder, encoding: 'utf8' },
      );
      expect([stdout, stderr]).to.deep.equal(['true\n', '']);
    }
  });
});
