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
  AnalyticsMetadata: { AnalyticsEndpointId: 'analytics5id' },
  ClientMetadata: { locale: 'meta value', other: 'meta.*value"\\' },
} as const;
const clientSecret = 'hush/hush=';
const secretHash = 'MBEHd2vdM02YM5z5JYFhEyRXlWcdCTX1q7TYUBFZ2zQ=';
const secrets = [
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
        const text = `${secret} ${secret}, and "${secret}"/${secret}`;
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
      expect(error.message).to.equal('No user "[redacted]" in the pool of c.');
      expect(error.name).to.equal('UserNotFoundException');
    },
    async 'holds no value in another case'(world) {
      const message = 'ALICE@EXAMPLE.COM, Alice@Example.com, Meta Value, HUSH/HUSH=, Fingerprint+1';
      const error = await failure(world, { status: 400, body: { __type: 'X', message } });
      expect(error.message).to.equal('[redacted], [redacted], [redacted], [redacted], [redacted]');
    },
    async 'holds no value in the escaped forms of JSON and URLs'(world) {
      const username = 'jürgen@example.com';
      const value = 'quote" \\ line\nbreak\u2028🦜';
      const ascii = (text: string): string => text.replace(/[^ -~]/g, (unit) => `\\u${hexOf(unit)}`);
      const hexOf = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');
      const inJson = JSON.stringify(value).slice(1, -1);
      const forms = [
        ...[encodeURIComponent(username), encodeURIComponent(username).toLowerCase(), ascii(username)],
        ...[inJson, ascii(inJson), ascii(inJson).toUpperCase(), encodeURIComponent(value)],
      ];
      for (const form of forms) {
        const { url } = await world.serve({ status: 400, body: { __type: 'X', message: `at '${form}'.` } });
        const request = { ...input, Username: username, ClientMetadata: { key: value } };
        const error = await rejectionOf(world.client(url).forgotPassword(request));
        expect(error.message, form).to.equal("at '[redacted]'.");
      }
    },
    async 'holds a word that only contains a value, or is one of its parts, as it is'(world) {
      const message = 'Also alan, pal, al_1, al2, ál, ALE: al. (al) al-al example';
      const { url } = await world.serve({ status: 400, body: { __type: 'X', message } });
      const request = { ClientId: 'c', Username: 'al', ClientMetadata: { mail: 'al@example.com' } };
      const error = await rejectionOf(world.client(url).forgotPassword(request));
      const r = '[redacted]';
      expect(error.message).to.equal(`Also alan, pal, al_1, al2, ál, ALE: ${r}. (${r}) ${r}-${r} example`);
    },
    async 'holds the public ClientId and AnalyticsEndpointId'(world) {
      const message = 'User pool client client5id does not exist; endpoint analytics5id';
      const error = await failure(world, { status: 400, body: { __type: 'ResourceNotFoundException', message } });
      expect(error).to.include({ message, reason: 'CLIENT_NOT_FOUND' });
    },
    async 'says how long a message is that is longer than 4,096 characters, in its place'(world) {
      const messageOf = async (message: string): Promise<string> =>
        (await failure(world, { status: 400, body: { __type: 'X', message } })).message;
      const longest = 'x'.repeat(4_096);
      expect(await messageOf(longest)).to.equal(longest);
      expect(await messageOf(`${longest}x`)).to.equal('(a message of 4097 characters)');
      expect(await messageOf(`${longest} ${input.Username}`)).to.equal('(a message of 4114 characters)');
    },
    async 'holds no value in its reason code'(world) {
      const body = { __type: 'InvalidParameterException', message: 'No.', reasonCode: `bad ${input.Username}` };
      expect(await failure(world, { status: 400, body })).to.include({ reasonCode: 'bad [redacted]' });
    },
    async 'holds neither the confirmation code nor the password'(world) {
      const message = "Password 'pass word' and code 'C0DE-77' of alice@example.com do not fit";
      const { url } = await world.serve({ status: 400, body: { __type: 'InvalidPasswordException', message } });
      const request = { ...input, ConfirmationCode: 'C0DE-77', Password: 'pass word' };
      const error = await rejectionOf(world.client(url, { clientSecret }).confirmForgotPassword(request));
      expect(error.message).to.equal("Password '[redacted]' and code '[redacted]' of [redacted] do not fit");
      expectNoSecret(error, ['C0DE-77', 'pass word']);
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
