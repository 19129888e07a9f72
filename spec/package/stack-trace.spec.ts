import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { refusing, withCognito } from '../support/cognito.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The stack of what a call to a URL fails with, in a program that awaits the call in a function of its own. */
async function stackOf(url: string, ...options: readonly string[]): Promise<string> {
  const script = `
    import { ForgotPasswordClient } from './dist/node.js';
    const client = new ForgotPasswordClient({ endpointUrl: process.argv[1], maxAttempts: 1 });
    async function resetAlice() {
      await client.forgotPassword({ ClientId: 'client', Username: 'alice' });
    }
    await resetAlice().catch((error) => console.log(error.stack));
    await client.close();`;
  const args = [...options, '--input-type=module', '--eval', script, url];
  return (await promisify(execFile)(process.execPath, args, { cwd: root })).stdout;
}

// What a minifier leaves of a name is no longer than that.
const READABLE_FRAME = /\n {4}at (async )?(new )?[\w.]*\w{5,} \([^)]*dist\/(?!undici-copy)[\w-]+\.js:/;

describe('the stack of an error of the built package', () => {
  for (const [kind, stack] of [
    [
      'a service error',
      (...options: readonly string[]) =>
        withCognito(refusing('UserNotFoundException'), ({ url }) => stackOf(url, ...options)),
    ],
    // Port 1 is free on every machine.
    ['a transport error', (...options: readonly string[]) => stackOf('http://127.0.0.1:1', ...options)],
  ] as const) {
    it(`names functions of this package, and the function that made the call: ${kind}`, async () => {
      expect(await stack())
        .to.match(READABLE_FRAME)
        .and.to.match(/\n {4}at async resetAlice \(/);
    });

    it(`names the sources where Node reads source maps: ${kind}`, async () => {
      expect(await stack('--enable-source-maps')).to.match(/\n {4}at [^\n]*lib\/[\w/-]+\.ts:\d+:\d+/);
    });
  }
});
