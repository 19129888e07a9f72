// Every state of a user under both settings, for both operations.
import { expect } from 'chai';
import type { CognitoUser } from '../../lib/testing/testing.ts';
import { ENABLED, LEGACY, lineOf, open } from './support.ts';

const DETAILS = 'accepted with details';
const NOT_FOUND = 'UserNotFoundException: Username/client id combination not found.';
const DISABLED = 'NotAuthorizedException: User is disabled.';
const NO_CONTACT =
  'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number';
const WRONG_STATE = 'NotAuthorizedException: User password cannot be reset in the current state.';
const MISMATCH = 'CodeMismatchException: Invalid verification code provided, please try again.';
const EXPIRED = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const NOT_CONFIRMED = 'UserNotConfirmedException: User is not confirmed.';

interface State {
  readonly user?: Omit<CognitoUser, 'username'>;
  /** The answer to ForgotPassword, the number of codes sent, and the answer to ConfirmForgotPassword with a wrong code. */
  readonly LEGACY: readonly [forgot: string, codes: number, confirm: string];
  readonly ENABLED: readonly [forgot: string, codes: number, confirm: string];
}

const email = 'eve@example.com';
const both = (forgot: string, codes: number, confirm: string): Pick<State, 'LEGACY' | 'ENABLED'> => ({
  LEGACY: [forgot, codes, confirm],
  ENABLED: [forgot, codes, confirm],
});

const states: Readonly<Record<string, State>> = {
  'a confirmed user': { user: { email }, ...both(DETAILS, 1, MISMATCH) },
  'a user in RESET_REQUIRED': { user: { email, status: 'RESET_REQUIRED' }, ...both(DETAILS, 1, MISMATCH) },
  'a user with a phone number': { user: { phoneNumber: '+12065550100' }, ...both(DETAILS, 1, MISMATCH) },
  'an unknown user': { LEGACY: [NOT_FOUND, 0, NOT_FOUND], ENABLED: [DETAILS, 0, MISMATCH] },
  'a disabled user': {
    user: { email, enabled: false },
    LEGACY: [DISABLED, 0, DISABLED],
    ENABLED: [DETAILS, 0, MISMATCH],
  },
  'a disabled user in FORCE_CHANGE_PASSWORD': {
    user: { email, enabled: false, status: 'FORCE_CHANGE_PASSWORD' },
    LEGACY: [DISABLED, 0, DISABLED],
    ENABLED: [DETAILS, 0, MISMATCH],
  },
  'a user without an address': { user: {}, LEGACY: [NO_CONTACT, 0, EXPIRED], ENABLED: [DETAILS, 0, EXPIRED] },
  'a user whose addresses are not verified': {
    user: { email, emailVerified: false, phoneNumber: '+12065550100', phoneNumberVerified: false },
    LEGACY: [NO_CONTACT, 0, EXPIRED],
    ENABLED: [DETAILS, 0, EXPIRED],
  },
  'an unconfirmed user': {
    user: { email, status: 'UNCONFIRMED' },
    LEGACY: [NO_CONTACT, 0, NOT_CONFIRMED],
    ENABLED: [DETAILS, 0, EXPIRED],
  },
  'a user who never signed in': { user: { email, status: 'FORCE_CHANGE_PASSWORD' }, ...both(WRONG_STATE, 0, EXPIRED) },
  'a user of an identity provider': { user: { email, status: 'EXTERNAL_PROVIDER' }, ...both(WRONG_STATE, 0, EXPIRED) },
};

describe('the states of a user', () => {
  for (const [title, state] of Object.entries(states)) {
    for (const client of [LEGACY, ENABLED]) {
      const { preventUserExistenceErrors: setting } = client;
      it(`answers ${title} under ${setting} as the service does`, async () => {
        const users = state.user ? [{ username: 'eve', ...state.user }] : [];
        const { cognito, forgot, confirm } = open({ users, clients: [client] });
        const asked = await forgot('eve');
        const codes = cognito.messages.length;
        const isRight = cognito.codeOf('eve') === '000000';
        const confirmed = await confirm('eve', isRight ? '000001' : '000000');
        expect([lineOf(asked), codes, lineOf(confirmed)]).to.deep.equal(state[setting]);
      });
    }
  }

  it('makes up the same destination for every request of a hidden user, and a different one for another user', async () => {
    const { forgot } = open({ users: [] });
    const [first, again, other] = [await forgot('nobody'), await forgot('nobody'), await forgot('somebody')];
    expect(first.members.CodeDeliveryDetails).to.have.keys('AttributeName', 'DeliveryMedium', 'Destination');
    expect(first.members).to.deep.equal(again.members);
    expect(first.members).not.to.deep.equal(other.members);
  });

  it('returns a masked destination, and records the full one in messages', async () => {
    const users = [
      { username: 'mail', email: 'mail@example.com' },
      { username: 'phone', phoneNumber: '+12065550100' },
      { username: 'both', email: 'both@example.com', phoneNumber: '+12065550199' },
      { username: 'half', email: 'half@example.com', phoneNumber: '+12065550123', phoneNumberVerified: false },
    ];
    const { cognito, clock, forgot } = open({ users });
    const told: unknown[] = [];
    for (const { username } of users) told.push((await forgot(username)).members.CodeDeliveryDetails);
    expect(told).to.deep.equal([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'm***@e***' },
      { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******0100' },
      { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******0199' },
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'h***@e***' },
    ]);
    expect(cognito.messages.map(({ code: _, ...message }) => message)).to.deep.equal([
      { username: 'mail', destination: 'mail@example.com', medium: 'EMAIL', at: clock.ms },
      { username: 'phone', destination: '+12065550100', medium: 'SMS', at: clock.ms },
      { username: 'both', destination: '+12065550199', medium: 'SMS', at: clock.ms },
      { username: 'half', destination: 'half@example.com', medium: 'EMAIL', at: clock.ms },
    ]);
  });

  it('finds a user by an alias, and ignores case only if caseSensitive is false', async () => {
    const { cognito, forgot } = open({
      clients: [LEGACY],
      users: [
        { username: 'carol', email: 'carol@example.com', aliases: ['carol@example.com'] },
        { username: 'Dave', email: 'dave@example.com', aliases: ['D'], caseSensitive: false },
      ],
    });
    expect(lineOf(await forgot('carol@example.com'))).to.equal(DETAILS);
    expect(lineOf(await forgot('Carol'))).to.equal(NOT_FOUND);
    expect(lineOf(await forgot('dAVE'))).to.equal(DETAILS);
    expect(lineOf(await forgot('d'))).to.equal(DETAILS);
    expect(cognito.messages.map(({ username }) => username)).to.deep.equal(['carol', 'Dave', 'Dave']);
    expect(cognito.codeOf('carol@example.com')).to.equal(cognito.codeOf('carol'));
    const whole = open({ clients: [LEGACY], caseSensitive: false });
    expect(lineOf(await whole.forgot('ALICE'))).to.equal(DETAILS);
  });
});
