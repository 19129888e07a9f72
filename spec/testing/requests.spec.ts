// The checks that come before the service looks up a user.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { computeSecretHash } from '../../lib/node.ts';
import { createCognito } from '../../lib/testing/testing.ts';
import { CLIENT_ID, ENABLED, httpRequest, LEGACY, lineOf, open, SECRET } from './support.ts';

const detected = (...problems: readonly string[]): string =>
  `InvalidParameterException: ${problems.length} validation error${problems.length > 1 ? 's' : ''} detected: ${problems.join('; ')}`;
const broken = (member: string, problem: string, value = ''): string =>
  `Value ${value}at '${member}' failed to satisfy constraint: Member must ${problem}`;

describe('request validation', () => {
  const { ask } = open();
  const sent = async (members: unknown): Promise<string> => lineOf(await ask('ForgotPassword', members));
  const confirmed = async (members: object): Promise<string> =>
    lineOf(
      await ask('ConfirmForgotPassword', {
        ClientId: CLIENT_ID,
        Username: 'alice',
        ConfirmationCode: '111111',
        Password: 'Pass-word-1',
        ...members,
      }),
    );

  it('names every missing member', async () => {
    expect(await sent({})).to.equal(
      detected(broken('clientId', 'not be null', 'null '), broken('username', 'not be null', 'null ')),
    );
    expect(await confirmed({ ConfirmationCode: null, Password: null })).to.equal(
      detected(broken('confirmationCode', 'not be null', 'null '), broken('password', 'not be null', 'null ')),
    );
  });

  it('lists every broken constraint, and shows no value except a code', async () => {
    expect(await sent({ ClientId: CLIENT_ID, Username: 'a b' })).to.equal(
      detected(broken('username', 'satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+')),
    );
    expect(await sent({ ClientId: '', Username: 'a'.repeat(129) })).to.equal(
      detected(
        broken('clientId', 'have length greater than or equal to 1'),
        broken('clientId', 'satisfy regular expression pattern: [\\w+]+'),
        broken('username', 'have length less than or equal to 128'),
      ),
    );
    expect(await sent({ ClientId: CLIENT_ID, Username: 'a', SecretHash: '!' })).to.equal(
      detected(broken('secretHash', 'satisfy regular expression pattern: [\\w+=/]+')),
    );
    expect(await confirmed({ ConfirmationCode: '1 12 123' })).to.equal(
      detected(broken('confirmationCode', 'satisfy regular expression pattern: [\\S]+', "'1 12 123' ")),
    );
    expect(await confirmed({ Password: ' white' })).to.equal(
      detected(broken('password', 'satisfy regular expression pattern: ^[\\S]+.*[\\S]+$')),
    );
  });

  it('counts code points, and accepts white space inside a password', async () => {
    expect(await sent({ ClientId: CLIENT_ID, Username: '😀'.repeat(128) })).to.equal('accepted with details');
    expect(await confirmed({ Password: 'in between' })).to.match(/^ExpiredCodeException/);
  });

  it('ignores unknown members, and treats null as absent', async () => {
    const members = { ClientId: CLIENT_ID, Username: 'alice', SecretHash: null, Future: 1, ClientMetadata: { a: 'b' } };
    expect(await sent(members)).to.equal('accepted with details');
  });

  it('rejects members of the wrong type', async () => {
    for (const members of [
      { ClientId: 1, Username: 'alice' },
      { ClientId: CLIENT_ID, Username: true },
      { ClientId: CLIENT_ID, Username: 'alice', ClientMetadata: 'a' },
      { ClientId: CLIENT_ID, Username: 'alice', ClientMetadata: { a: 1 } },
      { ClientId: CLIENT_ID, Username: 'alice', UserContextData: { IpAddress: 1 } },
      '{',
      '[]',
    ]) {
      expect(await sent(members), JSON.stringify(members)).to.match(/^SerializationException: /);
    }
  });

  it('applies the limits of the schemas', async () => {
    const url = new URL('../../schemas/forgot-password-request.json', import.meta.url);
    const { $defs } = JSON.parse(readFileSync(url, 'utf8'));
    const { maxLength } = $defs.StringType;
    const metadata = (length: number): object => ({
      ClientId: CLIENT_ID,
      Username: 'alice',
      ClientMetadata: { key: 'x'.repeat(length) },
    });
    expect(await sent(metadata(maxLength))).to.equal('accepted with details');
    expect(await sent(metadata(maxLength + 1))).to.equal(
      detected(broken('clientMetadata.key.member', `have length less than or equal to ${maxLength}`)),
    );
  });
});

describe('the app client', () => {
  it('can have any ID if no client is configured', async () => {
    const { forgot } = open();
    expect(lineOf(await forgot('alice', { ClientId: 'whatever', SecretHash: 'x' }))).to.equal('accepted with details');
  });

  it('must be known if clients are configured', async () => {
    const { forgot, confirm } = open({ clients: [ENABLED] });
    const unknown = 'ResourceNotFoundException: User pool client ID does not exist.';
    expect(lineOf(await forgot('alice', { ClientId: 'other' }))).to.equal(unknown);
    expect(lineOf(await confirm('alice', '111111', { ClientId: 'other' }))).to.equal(unknown);
  });

  it('with a secret accepts only the correct hash, and tells a missing hash from a wrong one', async () => {
    const { forgot, confirm } = open({ clients: [{ ...LEGACY, clientSecret: SECRET }] });
    const SecretHash = await computeSecretHash({ username: 'alice', clientId: CLIENT_ID, clientSecret: SECRET });
    const missing = 'NotAuthorizedException: Client ID is configured with secret but SECRET_HASH was not received';
    const wrong = 'NotAuthorizedException: Unable to verify secret hash for client ID';
    expect(lineOf(await forgot('alice'))).to.equal(missing);
    expect(lineOf(await confirm('alice', '111111'))).to.equal(missing);
    expect(lineOf(await forgot('alice', { SecretHash: 'AAAA' }))).to.equal(wrong);
    expect(lineOf(await confirm('alice', '111111', { SecretHash: 'AAAA' }))).to.equal(wrong);
    // The hash covers the username.
    expect(lineOf(await forgot('bob', { SecretHash }))).to.equal(wrong);
    expect(lineOf(await forgot('alice', { SecretHash }))).to.equal('accepted with details');
  });

  it('without a secret rejects a hash', async () => {
    const { forgot } = open({ clients: [LEGACY] });
    expect(lineOf(await forgot('alice', { SecretHash: 'AAAA' }))).to.match(/Unable to verify secret hash/);
  });
});

describe('the protocol', () => {
  it('reports a lost target and an unknown operation', async () => {
    const { fetch } = createCognito();
    const lost = await fetch('https://cognito-idp.test/', { method: 'POST', body: '{}' });
    expect([lost.status, await lost.json()]).to.deep.equal([
      400,
      {
        code: 'BadRequest',
        message: 'The server did not understand the operation that was requested.',
        type: 'client',
      },
    ]);
    const unknown = await fetch('https://cognito-idp.test/', httpRequest('SignUp', {}));
    expect([unknown.status, (await unknown.json()).__type]).to.deep.equal([400, 'UnknownOperationException']);
  });

  it('puts the error and the request ID into headers', async () => {
    const { fetch } = createCognito({ clients: [LEGACY] });
    const request = httpRequest('ForgotPassword', { ClientId: CLIENT_ID, Username: 'nobody' });
    const { headers } = await fetch('https://cognito-idp.test/', request);
    expect(headers.get('x-amzn-errortype')).to.equal('UserNotFoundException:');
    expect(headers.get('x-amzn-errormessage')).to.equal('Username/client id combination not found.');
    expect(headers.get('x-amzn-requestid')).to.match(/^[0-9a-f-]{36}$/);
  });
});
