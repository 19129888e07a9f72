import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import * as handler from '../../lib/handler.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the entry ./handler', () => {
  it('exports the route and its limiter, and nothing by default', () => {
    expect(Object.keys(handler).sort()).to.deep.equal(['createForgotPasswordHandler', 'memoryLimiter']);
  });

  it('imports nothing when it is bundled, names nothing of Node and generates no code', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export * from 'cognito-forgot-password/handler'", resolveDir: root },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      // The checkout maps the package's name to its sources.
      tsconfigRaw: {},
    });
    const code = outputFiles[0]?.text.replace(/^\s*\/\/.*$/gm, '') ?? '';
    expect(code).to.include('password-changed');
    expect(code).not.to.match(/\bimport\b|\brequire\b|node:|undici\b/);
    expect(code).not.to.match(/\bprocess\b|\bBuffer\b|(?<!-)\bglobal\b|\beval\b|\bFunction\(/);
  });

  it('does nothing at import, as Workers forbid timers and randomness there', () => {
    const script = `
      const refuse = () => { throw new Error('at import'); };
      globalThis.setTimeout = refuse;
      globalThis.crypto.getRandomValues = refuse;
      globalThis.fetch = refuse;
      const { createForgotPasswordHandler, memoryLimiter } = await import('cognito-forgot-password/handler');
      const client = { forgotPassword: refuse, confirmForgotPassword: refuse };
      console.log(typeof createForgotPasswordHandler({ client, limiter: memoryLimiter() }));`;
    const args = ['--input-type=module', '--eval', script];
    expect(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim()).to.equal('function');
  });
});
