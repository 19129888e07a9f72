import { expect } from 'chai';
import { CLIENT_ID, ENABLED, HOUR_MS, LEGACY, lineOf, open } from './support.ts';

const LIMIT = 'LimitExceededException: Attempt limit exceeded, please try after some time.';
const MISMATCH = 'CodeMismatchException: Invalid verification code provided, please try again.';
const EXPIRED = 'ExpiredCodeException: Invalid code provided, please request a code again.';

describe('a code', () => {
  it('sets the password once, and confirms a user in RESET_REQUIRED', async () => {
    const user = { username: 'alice', email: 'a@example.com', status: 'RESET_REQUIRED', password: 'old' } as const;
    const { cognito, forgot, confirm } = open({ users: [user] });
    await forgot('alice');
    expect(cognito.passwordOf('alice')).to.equal('old');
    const code = cognito.codeOf('alice');
    expect(await confirm('alice', code, { Password: 'New Password 7' })).to.deep.include({ status: 200, members: {} });
    expect([cognito.passwordOf('alice'), cognito.codeOf('alice')]).to.deep.equal(['New Password 7', undefined]);
    expect(lineOf(await confirm('alice', code))).to.equal(EXPIRED);
  });

  it('stops working when a newer code is sent', async () => {
    const { cognito, forgot, confirm } = open();
    await forgot('alice');
    const first = cognito.codeOf('alice');
    await forgot('alice');
    expect(cognito.codeOf('alice'))
      .to.match(/^\d{6}$/)
      .and.not.to.equal(first);
    expect(lineOf(await confirm('alice', first))).to.equal(MISMATCH);
    expect(lineOf(await confirm('alice', cognito.codeOf('alice')))).to.equal('accepted');
  });

  it('expires after an hour of the given clock', async () => {
    const { cognito, clock, forgot, confirm } = open();
    await forgot('alice');
    clock.ms += HOUR_MS;
    expect(lineOf(await confirm('alice', cognito.codeOf('alice')))).to.equal(EXPIRED);
    await forgot('alice');
    clock.ms += HOUR_MS - 1;
    expect(lineOf(await confirm('alice', cognito.codeOf('alice')))).to.equal('accepted');
  });

  it('works only for the app client that requested it', async () => {
    const { cognito, forgot, confirm } = open({ clients: [LEGACY, { clientId: 'other' }] });
    await forgot('alice');
    expect(lineOf(await confirm('alice', cognito.codeOf('alice'), { ClientId: 'other' }))).to.equal(EXPIRED);
    expect(lineOf(await confirm('alice', cognito.codeOf('alice')))).to.equal('accepted');
  });

  it('stays valid after a password that breaks the policy', async () => {
    const passwordPolicy = {
      minimumLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
    };
    const { cognito, forgot, confirm } = open({ passwordPolicy });
    await forgot('alice');
    const tryPassword = async (Password: string): Promise<string> =>
      lineOf(await confirm('alice', cognito.codeOf('alice'), { Password }));
    const refusal = 'InvalidPasswordException: Password does not conform to policy: ';
    expect(await tryPassword('aA1!')).to.equal(`${refusal}Password not long enough`);
    expect(await tryPassword('aaaaaaa1!')).to.equal(`${refusal}Password must have uppercase characters`);
    expect(await tryPassword('AAAAAAA1!')).to.equal(`${refusal}Password must have lowercase characters`);
    expect(await tryPassword('aAaAaAaA!')).to.equal(`${refusal}Password must have numeric characters`);
    expect(await tryPassword('aAaAaAaA1')).to.equal(`${refusal}Password must have symbol characters`);
    expect(cognito.passwordOf('alice')).to.equal(undefined);
    expect(await tryPassword('aA1 aA1 aA')).to.equal('accepted');
  });
});

describe('the limits', () => {
  it('lock a user for an hour after five wrong codes', async () => {
    const { cognito, clock, forgot, confirm } = open();
    await forgot('alice');
    const code = cognito.codeOf('alice');
    const wrong = code === '111111' ? '222222' : '111111';
    for (let count = 0; count < 5; count++) expect(lineOf(await confirm('alice', wrong))).to.equal(MISMATCH);
    expect(lineOf(await confirm('alice', code))).to.equal(LIMIT);
    expect(lineOf(await forgot('alice'))).to.equal(LIMIT);
    clock.ms += HOUR_MS;
    expect(lineOf(await forgot('alice'))).to.equal('accepted with details');
    expect(lineOf(await confirm('alice', cognito.codeOf('alice')))).to.equal('accepted');
  });

  it('count wrong codes of a hidden user too', async () => {
    const { confirm } = open({ clients: [ENABLED], wrongCodesPerHour: 1 });
    expect(lineOf(await confirm('nobody', '111111'))).to.equal(MISMATCH);
    expect(lineOf(await confirm('nobody', '111111'))).to.equal(LIMIT);
  });

  it('refuse the 21st request of a user within an hour, and serve other users', async () => {
    const users = [
      { username: 'alice', email: 'a@example.com', aliases: ['al'] },
      { username: 'bob', email: 'b@example.com' },
    ];
    const { cognito, clock, forgot } = open({ users });
    for (let count = 0; count < 20; count++) {
      clock.ms += 1_000;
      expect(lineOf(await forgot(count % 2 ? 'alice' : 'al'))).to.equal('accepted with details');
    }
    expect(lineOf(await forgot('alice'))).to.equal(LIMIT);
    expect(lineOf(await forgot('bob'))).to.equal('accepted with details');
    expect(cognito.messages).to.have.length(21);
    // Every attempt counts, including refused ones.
    clock.ms += HOUR_MS - 18_000;
    expect(lineOf(await forgot('alice'))).to.equal('accepted with details');
    expect(lineOf(await forgot('alice'))).to.equal(LIMIT);
  });

  it('count the attempts of both operations together', async () => {
    const { forgot, confirm } = open({ attemptsPerHour: 2 });
    await forgot('alice');
    await confirm('alice', 'x');
    expect(lineOf(await forgot('alice'))).to.equal(LIMIT);
  });

  it('throttle requests above the quota per second, all users together', async () => {
    const { cognito, clock, forgot } = open({ requestsPerSecond: 2 });
    await forgot('alice');
    await forgot('bob');
    expect(lineOf(await forgot('carol'))).to.equal('TooManyRequestsException: Rate exceeded');
    clock.ms += 999;
    expect(lineOf(await forgot('carol'))).to.equal('TooManyRequestsException: Rate exceeded');
    clock.ms += 1;
    expect(lineOf(await forgot('carol'))).to.equal('accepted with details');
    expect(cognito.requests.map(({ members }) => members.ClientId)).to.deep.equal(Array(5).fill(CLIENT_ID));
  });
});
