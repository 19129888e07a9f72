import { expect } from 'chai';
import { ConfigurationError, computeSecretHash, ForgotPasswordClient } from '../../lib/node.ts';
import { type CognitoOptions, createCognito, type TestCognito } from '../../lib/testing/testing.ts';
import { alice, CLIENT_ID, ENABLED, httpRequest, LEGACY, open, SECRET } from './support.ts';

/** What a function throws. */
function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('createCognito', () => {
  it('works as the documentation shows', async () => {
    const cognito = createCognito({
      users: [alice, { username: 'bob', status: 'FORCE_CHANGE_PASSWORD' }],
      clients: [{ clientId: CLIENT_ID, clientSecret: SECRET, preventUserExistenceErrors: 'LEGACY' }],
    });
    const { transport } = cognito;
    const client = new ForgotPasswordClient({
      region: 'eu-west-1',
      clientId: CLIENT_ID,
      clientSecret: SECRET,
      transport,
    });
    const { CodeDeliveryDetails } = await client.forgotPassword({ Username: 'alice' });
    expect(CodeDeliveryDetails?.Destination).to.equal('a***@e***');
    expect(cognito.codeOf('alice')).to.equal('482913');
    expect(cognito.codeOf('bob')).to.equal(undefined);
    await client.close();
  });

  /** Sends concurrent requests for two users and an unknown one. */
  const play = async (cognito: TestCognito): Promise<unknown> => {
    const names = ['alice', 'bob', 'alice', 'nobody'];
    const hashes = await Promise.all(
      names.map((username) => computeSecretHash({ username, clientId: CLIENT_ID, clientSecret: SECRET })),
    );
    const replies = await Promise.all(
      names.map(async (Username, index) => {
        const members = { ClientId: CLIENT_ID, Username, SecretHash: hashes[index] };
        const response = await cognito.fetch('https://cognito-idp.test/', httpRequest('ForgotPassword', members));
        return [response.headers.get('x-amzn-requestid'), await response.json()];
      }),
    );
    return structuredClone([replies, cognito.messages, cognito.requests]);
  };
  const options: CognitoOptions = {
    users: [alice, { username: 'bob', phoneNumber: '+12065550100' }],
    clients: [{ ...ENABLED, clientSecret: SECRET }],
  };

  it('returns the same codes, request IDs and times in every run, and after a reset', async () => {
    const cognito = createCognito(options);
    const first = await play(cognito);
    expect(await play(createCognito(options))).to.deep.equal(first);
    expect(await play(cognito)).not.to.deep.equal(first);
    cognito.reset();
    expect(await play(cognito)).to.deep.equal(first);
  });

  it('sends a user the same codes in any order of requests', async () => {
    const codes = async (...names: readonly string[]): Promise<readonly (string | undefined)[]> => {
      const { cognito, forgot } = open({ users: [alice, { username: 'bob', phoneNumber: '+12065550100' }] });
      for (const name of names) await forgot(name);
      return [cognito.codeOf('alice'), cognito.codeOf('bob')];
    };
    expect(await codes('alice', 'bob')).to.deep.equal(await codes('bob', 'alice'));
  });

  it('uses the given randomness and clock', async () => {
    const { cognito, clock, forgot } = open({ random: () => 0.123456 });
    clock.ms = 5;
    await forgot('alice');
    expect(cognito.codeOf('alice')).to.equal('123456');
    expect(cognito.requests[0]).to.deep.include({ operation: 'ForgotPassword', at: 5 });
    expect(cognito.messages[0]).to.deep.include({ code: '123456', at: 5 });
  });

  it('clears messages, requests, codes, passwords, limits and faults on reset', async () => {
    const { cognito, forgot, confirm } = open({ attemptsPerHour: 2, wrongCodesPerHour: 1 });
    await forgot('alice');
    await confirm('alice', cognito.codeOf('alice'));
    await forgot('alice');
    cognito.fail({ when: 'before', with: 503 });
    cognito.reset();
    expect([cognito.messages, cognito.requests]).to.deep.equal([[], []]);
    expect([cognito.codeOf('alice'), cognito.passwordOf('alice')]).to.deep.equal([undefined, undefined]);
    expect(await forgot('alice')).to.have.property('status', 200);
  });

  it('keeps the identity of its lists on reset, and ignores later changes of the options', async () => {
    const users = [{ ...alice }];
    const { cognito, forgot } = open({ users });
    const { messages, requests, reset } = cognito;
    users.length = 0;
    await forgot('alice');
    expect([messages.length, requests.length]).to.deep.equal([1, 1]);
    reset();
    expect([messages.length, requests.length]).to.deep.equal([0, 0]);
    await forgot('alice');
    expect([messages.length, requests.length]).to.deep.equal([1, 1]);
  });

  it('reads own options only', async () => {
    const { fetch } = createCognito(Object.create({ clients: [LEGACY] }));
    const request = httpRequest('ForgotPassword', { ClientId: 'any', Username: 'nobody' });
    expect((await fetch('https://cognito-idp.test/', request)).status).to.equal(200);
  });

  const refusals: Readonly<Record<string, readonly [options: unknown, message: string]>> = {
    'an unknown option': [{ user: [] }, 'user is unknown; did you mean users?'],
    'an unknown member of a user': [
      { users: [{ username: 'a', phone: '+1' }] },
      'users[0].phone is unknown; did you mean phoneNumber?',
    ],
    'an unknown member of a client': [
      { clients: [ENABLED, { clientId: 'a', secret: 's' }] },
      'clients[1].secret is unknown; did you mean clientSecret?',
    ],
    'an unknown rule of the policy': [
      { passwordPolicy: { minLength: 8 } },
      'passwordPolicy.minLength is unknown; did you mean minimumLength?',
    ],
    'options that are not an object': [7, 'The options must be an object'],
    'a user that is not an object': [{ users: ['alice'] }, 'users[0] must be an object'],
    'a user without a name': [{ users: [{ email: 'a@b.c' }] }, 'users[0].username must be a string that is not empty'],
    'users that are not an array': [{ users: { username: 'alice' } }, 'users must be an array'],
    'an invalid status': [
      { users: [{ username: 'a', status: 'confirmed' }] },
      'users[0].status must be "CONFIRMED" or "RESET_REQUIRED" or "UNCONFIRMED" or "FORCE_CHANGE_PASSWORD" or "EXTERNAL_PROVIDER"',
    ],
    'an invalid setting': [
      { clients: [{ clientId: 'a', preventUserExistenceErrors: true }] },
      'clients[0].preventUserExistenceErrors must be "ENABLED" or "LEGACY"',
    ],
    'an invalid client ID': [
      { clients: [{ clientId: 'a-b' }] },
      'clients[0].clientId must be 1 to 128 letters, digits, _ or +',
    ],
    'an invalid flag': [{ users: [{ username: 'a', enabled: 'yes' }] }, 'users[0].enabled must be true or false'],
    'a number out of range': [{ attemptsPerHour: 0 }, 'attemptsPerHour must be a whole number from 1 to 2147483647'],
    'an invalid clock': [{ now: 0 }, 'now must be a function'],
    'a name that two users share': [
      { users: [alice, { username: 'bob', aliases: ['alice'] }] },
      'users[1] shares a name or alias with another user; names and aliases must be unique',
    ],
  };

  for (const [title, [given, message]] of Object.entries(refusals)) {
    it(`refuses ${title}`, () => {
      const error = thrownBy(() => Reflect.apply(createCognito, undefined, [given]));
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(error).to.include({ code: 'ERR_CONFIGURATION_OPTION', message });
    });
  }

  it('refuses an invalid fault', () => {
    const { fail } = createCognito();
    for (const [given, message] of [
      [{ when: 'later', with: 'reset' }, 'fail: when must be "before" or "after"'],
      [
        { when: 'before', with: 'crash' },
        'fail: with must be "reset", "stall", "cut", "html", a status from 200 to 599, or { name, message?, status? }',
      ],
      [{ when: 'before', with: 'cut', time: 2 }, 'fail: time is unknown; did you mean times?'],
      [{ when: 'before', with: 'cut', times: 0 }, 'fail: times must be a whole number from 1 to 2147483647'],
      [{ when: 'before', with: { name: 'No Name' } }, "fail: with.name must be an exception's name"],
      [
        { when: 'before', with: 'cut', operation: 'SignUp' },
        'fail: operation must be "ForgotPassword" or "ConfirmForgotPassword"',
      ],
      [{ when: 'before', with: 'cut', username: '' }, 'fail: username must be a string that is not empty'],
    ] as const) {
      const error = thrownBy(() => Reflect.apply(fail, undefined, [given]));
      expect(error).to.be.instanceOf(ConfigurationError).and.to.have.property('message', message);
    }
  });
});
