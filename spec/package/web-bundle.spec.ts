import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { build } from 'esbuild';
import { deadUrl } from '../support/loopback.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

// What `import { ForgotPasswordClient }` may cost a page, gzipped, with both operations and all reasons and hints.
// Full error texts are worth more than the bytes they take; this holds what they add up to, so that growth is noticed.
const BUDGET_BYTES = 11_000;

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

describe('the web build, bundled for a browser', () => {
  const client = "export { ForgotPasswordClient } from './dist/index.js'";
  const everything = "export * from './dist/index.js'";

  it(`is no larger than ${BUDGET_BYTES} bytes gzipped for the client alone`, async () => {
    expect(gzipSync(await bundle(client), { level: 9 }).length).to.be.at.most(BUDGET_BYTES);
  });

  it('leaves out what is not imported: the cmdlet, the batch and the classes of exceptions', async () => {
    const notOfTheClient = /stopAfter|PassThru|class extends [^{]*\{[^}]*CodeDeliveryFailureException/;
    expect(await bundle(client)).not.to.match(notOfTheClient);
    expect(await bundle(everything)).to.match(notOfTheClient);
  });

  it('holds reasons and hints, whatever else is imported', async () => {
    expect(await bundle(client))
      .to.match(/USER_DISABLED/)
      .and.to.match(/Amazon SES/);
  });

  for (const [name, contents] of [
    ['the client', client],
    ['everything', everything],
  ] as const) {
    it(`imports nothing, names nothing of Node and generates no code: ${name}`, async () => {
      const code = await bundle(contents);
      expect(code).not.to.match(/\bimport\b|\brequire\b/);
      // By this symbol, the web build recognises the fetch of Node.
      const named = code.replaceAll('undici.globalDispatcher.1', '');
      expect(named).not.to.match(/\bprocess\b|\bBuffer\b|(?<!-)\bglobal\b|node:|undici\b/);
      expect(code).not.to.match(/\beval\b|\bFunction\s*\(/);
    });
  }
});

describe('code generation from strings', () => {
  for (const entry of ['index.js', 'node.js']) {
    it(`is not needed: dist/${entry} validates, hashes and resolves with it disallowed`, async () => {
      const script = `
        import { computeSecretHash, ForgotPasswordClient, resolveEndpoint, validateForgotPasswordRequest } from './dist/${entry}';
        const issues = validateForgotPasswordRequest({ Username: 'a b' });
        const hash = await computeSecretHash({ username: 'username', clientId: '1example23456789', clientSecret: 'secret' });
        const client = new ForgotPasswordClient({ endpointUrl: '${await deadUrl()}', maxAttempts: 1 });
        const error = await client.forgotPassword({ Username: 'a', ClientId: 'b' }).catch((error) => error);
        console.log(JSON.stringify([issues.length, hash, resolveEndpoint({ region: 'eu-west-1' }), error.name, error.outcome]));`;
      const { stdout, stderr } = spawnSync(
        process.execPath,
        ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script],
        { cwd: root, encoding: 'utf8' },
      );
      expect(stderr).to.equal('');
      expect(JSON.parse(stdout)).to.deep.equal([
        2,
        'adDwEkawDvtqNt+brV2LT+9UwVpKcPtqXg7LpAZt+qQ=',
        'https://cognito-idp.eu-west-1.amazonaws.com',
        'TransportError',
        'not-sent',
      ]);
    });
  }
});
