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
  it('answers the client as the documentation shows', async () => {
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

  /** Two users and a stranger, all at once. */
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

  it('gives the same codes, IDs and times in each run, and after a reset', async () => {
    const cognito = createCognito(options);
    const first = await play(cognito);
    expect(await play(createCognito(options))).to.deep.equal(first);
    expect(await play(cognito)).not.to.deep.equal(first);
    cognito.reset();
    expect(await play(cognito)).to.deep.equal(first);
  });

  it('gives a user the same codes whatever order the requests come in', async () => {
    const codes = async (...names: readonly string[]): Promise<readonly (string | undefined)[]> => {
      const { cognito, forgot } = open({ users: [alice, { username: 'bob', phoneNumber: '+12065550100' }] });
      for (const name of names) await forgot(name);
      return [cognito.codeOf('alice'), cognito.codeOf('bob')];
    };
    expect(await codes('alice', 'bob')).to.deep.equal(await codes('bob', 'alice'));
  });

  it('goes by the randomness and the clock that it is given', async () => {
    const { cognito, clock, forgot } = open({ random: () => 0.123456 });
    clock.ms = 5;
    await forgot('alice');
    expect(cognito.codeOf('alice')).to.equal('123456');
    expect(cognito.requests[0]).to.deep.include({ operation: 'ForgotPassword', at: 5 });
    expect(cognito.messages[0]).to.deep.include({ code: '123456', at: 5 });
  });

  it('forgets everything at a reset: messages, requests, codes, passwords, limits and faults', async () => {
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

  it('keeps the lists that a spec holds on to, and not what becomes of the options', async () => {
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
    'options that are no object': [7, 'The options must be an object'],
    'a user that is no object': [{ users: ['alice'] }, 'users[0] must be an object'],
    'a user without a name': [{ users: [{ email: 'a@b.c' }] }, 'users[0].username must be a string that is not empty'],
    'users that are no list': [{ users: { username: 'alice' } }, 'users must be an array'],
    'a status that is none': [
      { users: [{ username: 'a', status: 'confirmed' }] },
      'users[0].status must be "CONFIRMED" or "RESET_REQUIRED" or "UNCONFIRMED" or "FORCE_CHANGE_PASSWORD" or "EXTERNAL_PROVIDER"',
    ],
    'a setting that is none': [
      { clients: [{ clientId: 'a', preventUserExistenceErrors: true }] },
      'clients[0].preventUserExistenceErrors must be "ENABLED" or "LEGACY"',
    ],
    'a client ID that is none': [
      { clients: [{ clientId: 'a-b' }] },
      'clients[0].clientId must be 1 to 128 letters, digits, _ or +',
    ],
    'a flag that is none': [{ users: [{ username: 'a', enabled: 'yes' }] }, 'users[0].enabled must be true or false'],
    'a number out of range': [{ attemptsPerHour: 0 }, 'attemptsPerHour must be a whole number from 1 to 2147483647'],
    'a clock that is none': [{ now: 0 }, 'now must be a function'],
    'a name that two users have': [
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

  it('refuses a fault that cannot be', () => {
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
    ] as const) {
      const error = thrownBy(() => Reflect.apply(fail, undefined, [given]));
      expect(error).to.be.instanceOf(ConfigurationError).and.to.have.property('message', message);
    }
  });
});
