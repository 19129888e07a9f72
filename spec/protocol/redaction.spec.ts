import { inspect } from 'node:util';
import { expect } from 'chai';
import type { ForgotPasswordClientConfig } from '../../lib/index.ts';
import { bothBuilds } from '../support/both-builds.ts';
import type { Answer } from '../support/loopback.ts';
import { type Failure, rejectionOf, type World } from '../support/world.ts';

const input = {
  ClientId: 'client5id',
  Username: 'alice@example.com',
  UserContextData: { IpAddress: '192.0.2.77', EncodedData: 'fingerprint+1' },
  ClientMetadata: { locale: 'meta value', other: 'meta.*value"\\' },
} as const;
const clientSecret = 'hush/hush=';
const secretHash = 'MBEHd2vdM02YM5z5JYFhEyRXlWcdCTX1q7TYUBFZ2zQ=';
const secrets = [
  input.ClientId,
  input.Username,
  input.UserContextData.IpAddress,
  input.UserContextData.EncodedData,
  ...Object.values(input.ClientMetadata),
  clientSecret,
];

/** Everything that could be printed or logged of an error. */
function printed(error: Failure): string {
  return [
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    `${error}`,
    error.stack,
    error.message,
    JSON.stringify(error),
    JSON.stringify({ ...error }),
  ].join('\n');
}

async function failure(
  { serve, client }: World,
  answer: Answer,
  config?: ForgotPasswordClientConfig,
): Promise<Failure> {
  const { url } = await serve(answer);
  return rejectionOf(client(url, { maxAttempts: 1, clientSecret, ...config }).forgotPassword(input));
}

function expectNoSecret(error: Failure, more: readonly string[] = []): void {
  const text = printed(error);
  for (const secret of [...secrets, ...more]) expect(text).not.to.include(secret);
}

bothBuilds('an error', {
  'of a reply that repeats the request': {
    async 'holds [redacted] in the place of each value'(world) {
      for (const secret of secrets) {
        const error = await failure(world, { status: 400, body: { __type: 'X', message: `Value '${secret}' at x` } });
        expect(error.message).to.equal("Value '[redacted]' at x");
        expectNoSecret(error);
      }
    },
    async 'holds none of them, wherever in the reply they stand'(world) {
      for (const secret of secrets) {
        const text = `${secret}${secret} and "${secret}"`;
        for (const answer of [
          { status: 400, body: { __type: 'UserNotFoundException', Message: text } },
          { status: 400, body: { __type: secret, message: text } },
          { status: 400, body: { code: `x#${secret}`, message: [text, text] } },
          { status: 500, body: { __type: 'X', message: text, reasonCode: secret } },
          { status: 400, body: { __type: 'InvalidParameterException', message: 'x', reasonCode: secret } },
          { status: 400, body: '', headers: { 'x-amzn-errormessage': text, 'x-amzn-errortype': secret } },
          { status: 400, body: text },
          { status: 200, body: text },
          { status: 200, body: `{"CodeDeliveryDetails":"${text}"` },
          { status: 307, body: text, headers: { location: `/${encodeURIComponent(secret)}` } },
        ]) {
          expectNoSecret(await failure(world, answer));
        }
      }
    },
    async 'holds no secret hash, neither a computed one nor one that was given'(world) {
      const { url, requests } = await world.serve({ status: 400, body: { __type: 'X', message: 'x' } });
      await rejectionOf(world.client(url, { clientSecret }).forgotPassword(input));
      const computed = JSON.parse(requests[0]?.body ?? '').SecretHash;
      const echoed = await failure(world, { status: 400, body: { __type: 'X', message: `hash ${computed}` } });
      expect(echoed.message).to.equal('hash [redacted]');
      const server = await world.serve({ status: 400, body: { __type: 'X', message: `hash ${secretHash}` } });
      const given = await rejectionOf(world.client(server.url).forgotPassword({ ...input, SecretHash: secretHash }));
      expect(given.message).to.equal('hash [redacted]');
    },
    async 'holds no value, however short'(world) {
      const { url } = await world.serve({
        status: 400,
        body: { __type: 'UserNotFoundException', message: 'No user "al" in the pool of c.' },
      });
      const error = await rejectionOf(world.client(url).forgotPassword({ ClientId: 'c', Username: 'al' }));
      expect(error.message).to.equal('No user "[redacted]" in the pool of [redacted].');
      expect(error.name).to.equal('UserNotFoundException');
    },
    async 'holds no part of a value that contains another one'(world) {
      const { url } = await world.serve({
        status: 400,
        body: { __type: 'X', message: 'for alice@example.com, alice' },
      });
      const caller = world.client(url);
      const error = await rejectionOf(
        caller.forgotPassword({ ...input, Username: 'alice', ClientMetadata: { mail: 'alice@example.com' } }),
      );
      expect(error.message).to.equal('for [redacted], [redacted]');
    },
  },

  'of a reply that is no HTTP, and repeats the request': {
    async 'holds none of its values, the cause included'(world) {
      for (const secret of secrets) {
        for (const raw of [`HTTP/1.1 200 ${secret}\r\n${secret}\r\n\r\n`, `${secret}\r\n\r\n`, `HTTP/9 ${secret}`]) {
          expectNoSecret(await failure(world, { raw, after: 'close' }));
        }
      }
    },
  },

  'of a request that is refused before it is sent': {
    async 'holds none of its values'(world) {
      const wrong = {
        ClientId: 'client 5 id',
        Username: 'alice in wonderland',
        SecretHash: 'hash with blanks',
        UserContextData: { IpAddress: ['192.0.2.77'], EncodedData: { finger: 'print+1' } },
        AnalyticsMetadata: 'analytics',
        ClientMetadata: { locale: ['meta value'], other: { deep: 'metavalue' } },
        Nonsense: 'unknown value',
      };
      const { url } = await world.serve();
      const error = await rejectionOf(world.client(url, { clientSecret }).forgotPassword(wrong as never));
      expect(error.issues).to.have.length(9);
      expectNoSecret(error, [
        'client 5',
        'alice in',
        'with blanks',
        '192.0.2',
        'print+1',
        'analytics',
        'unknown value',
      ]);
    },
  },

  'of a connection that fails': {
    async 'holds no value of the request'(world) {
      expectNoSecret(await failure(world, { body: '', after: 'reset' }));
      expectNoSecret(await failure(world, { body: '', after: 'hang' }, { timeoutMs: 50 }));
      expectNoSecret(await failure(world, { body: `{"${input.Username}`, after: 'reset' }));
    },
  },
});
