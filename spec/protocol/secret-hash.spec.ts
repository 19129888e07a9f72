import { inspect } from 'node:util';
import { expect } from 'chai';
import { computeSecretHash, ForgotPasswordClient } from '../../lib/index.ts';
import { openCognito } from '../support/cognito.ts';
import { rejectionOf, request } from '../support/world.ts';

const input = { username: 'username', clientId: '1example23456789', clientSecret: 'secret' };
const { transport } = openCognito();

describe('a platform that lacks something', () => {
  const saved = new Map<string, PropertyDescriptor | undefined>();

  function take(name: 'btoa' | 'crypto', value?: unknown): void {
    saved.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  afterEach(() => {
    for (const [name, descriptor] of saved) if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    saved.clear();
  });

  for (const [what, name, value] of [
    ['crypto.subtle', 'crypto', undefined],
    ['crypto.subtle', 'crypto', {}],
    ['btoa', 'btoa', undefined],
  ] as const) {
    it(`is told so when a secret hash needs ${what}${value ? ' of a crypto without it' : ''}`, async () => {
      take(name, value);
      const error = await rejectionOf(computeSecretHash(input));
      expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_PLATFORM', outcome: 'not-sent' });
      expect(`${error.message} (${(error.cause as Error).message})`).to.include(what.replace('crypto.', ''));
    });
  }

  it('can call without a secret', async () => {
    take('crypto');
    take('btoa');
    const client = new ForgotPasswordClient({ region: 'eu-west-1', transport });
    expect((await client.forgotPassword(request)).$metadata.attempts).to.equal(1);
  });

  it('fails a call that needs a secret hash before anything is sent', async () => {
    take('crypto');
    const client = new ForgotPasswordClient({ region: 'eu-west-1', transport, clientSecret: 'secret' });
    expect(await rejectionOf(client.forgotPassword(request))).to.include({ code: 'ERR_CONFIGURATION_PLATFORM' });
  });
});

describe('a secret hash', () => {
  it('is Base64 with its padding, of any text', async () => {
    for (const username of ['a', '🦜'.repeat(128), '\uD83E', 'x'.repeat(1_000)]) {
      expect(await computeSecretHash({ ...input, username })).to.match(/^[A-Za-z0-9+/]{43}=$/);
    }
  });

  it('depends on each of its parts', async () => {
    const hashes = await Promise.all(
      [
        input,
        { ...input, username: 'Username' },
        { ...input, clientId: 'x' },
        { ...input, clientSecret: 'Secret' },
      ].map(computeSecretHash),
    );
    expect(new Set(hashes).size).to.equal(4);
  });

  it('needs three texts, none of them empty', async () => {
    const wrong = ['', undefined, null, 5, ['a'], {}];
    const inputs = Object.keys(input).flatMap((part) => wrong.map((value) => ({ ...input, [part]: value })));
    for (const each of [...inputs, {}, undefined, null]) {
      const error = await rejectionOf(computeSecretHash(each as never));
      expect(error, inspect(each)).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_OPTION' });
    }
  });
});
