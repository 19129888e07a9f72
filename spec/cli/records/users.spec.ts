import { expect } from 'chai';
import { whyIneligible } from '../../../lib/cli/records/users.ts';
import { recordsOf } from '../../support/records.ts';

const email = (value: unknown) => ({ Name: 'email_verified', Value: value });
const phone = (value: unknown) => ({ Name: 'phone_number_verified', Value: value });

describe('a user of Cognito', () => {
  const unverified = 'neither email_verified nor phone_number_verified is true';
  const cases: readonly [user: object, why: string | undefined][] = [
    [{ UserStatus: 'CONFIRMED', Enabled: true, Attributes: [email('true')] }, undefined],
    [{ UserStatus: 'RESET_REQUIRED', Attributes: [email('True')] }, undefined],
    [{ UserStatus: 'CONFIRMED', UserAttributes: [phone('true')] }, undefined],
    [{ UserStatus: 'CONFIRMED', Attributes: [email(true)] }, undefined],
    // A list without attributes does not tell.
    [{ UserStatus: 'CONFIRMED' }, undefined],
    [{ Enabled: true }, undefined],
    [{ UserStatus: 'FORCE_CHANGE_PASSWORD', Attributes: [email('true')] }, 'UserStatus is FORCE_CHANGE_PASSWORD'],
    [{ UserStatus: 'EXTERNAL_PROVIDER' }, 'UserStatus is EXTERNAL_PROVIDER'],
    [{ UserStatus: 'UNCONFIRMED' }, 'UserStatus is UNCONFIRMED'],
    [{ UserStatus: 'CONFIRMED', Enabled: false, Attributes: [email('true')] }, 'Enabled is false'],
    [{ UserStatus: 'CONFIRMED', Enabled: 'False', Attributes: [email('true')] }, 'Enabled is false'],
    [{ UserStatus: 'CONFIRMED', Attributes: [] }, unverified],
    [{ UserStatus: 'CONFIRMED', Attributes: [email('false'), phone('false')] }, unverified],
    [{ UserStatus: 'CONFIRMED', Attributes: [null, 7, { Name: 'email', Value: 'true' }] }, unverified],
  ];
  for (const [user, why] of cases) {
    it(`${why ? 'cannot' : 'can'} recover: ${JSON.stringify(user)}`, async () => {
      expect(whyIneligible(Object(user))).to.equal(why);
      const text = JSON.stringify({ Username: 'anna', ...user });
      const withheld = { withheld: 'anna', ok: true, output: undefined, skipped: 'ineligible', why };
      for (const input of [text, `[${text}]`, `{"Users":[${text}]}`]) {
        expect((await recordsOf(input)).map(([, record]) => record)).to.deep.equal([why ? withheld : 'anna']);
        const all = await recordsOf(input, 'auto', { includeIneligible: true });
        expect(all.map(([, record]) => record)).to.deep.equal(['anna']);
      }
    });
  }
});
