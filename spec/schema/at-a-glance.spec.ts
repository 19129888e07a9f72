// Holds the quick look against the thorough one.
import { expect } from 'chai';
import { isRightAtAGlance } from '../../lib/schema/at-a-glance.ts';
import { checked, issuesOf, type StructureRule } from '../../lib/schema/check.ts';
import { forgotPasswordRequest, forgotPasswordResponse } from '../../lib/schema/generated/rules.ts';
import { type Chance, seededChance } from '../support/chance.ts';

const VALUES = 20_000;

const names = [
  ...['ClientId', 'Username', 'SecretHash', 'UserContextData', 'AnalyticsMetadata', 'ClientMetadata'],
  ...['IpAddress', 'EncodedData', 'AnalyticsEndpointId', 'CodeDeliveryDetails', 'Destination', 'AttributeName'],
  ...['_', '__proto__', 'constructor', 'a/b', ''],
];
const values = ['a', '=', '', ' ', '\0', '🦜', 'a'.repeat(129), null, undefined, 0, false, [], ['a'], new Date(0)];

function randomObject(chance: Chance, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (let i = chance.below(4); i > 0; i--) {
    const value = depth && chance.below(2) ? randomObject(chance, depth - 1) : chance.pick(values);
    const property = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, chance.pick(names), property);
  }
  return object;
}

for (const [what, rules] of [
  ['a request', forgotPasswordRequest],
  ['a response', forgotPasswordResponse],
] as readonly (readonly [string, StructureRule])[]) {
  describe(`${what}, looked at quickly`, () => {
    it('is found right only where it is, but for what is missing', () => {
      const chance = seededChance(20_261_126);
      let right = 0;
      for (let i = 0; i < VALUES; i++) {
        const value = randomObject(chance, 2);
        if (!isRightAtAGlance(rules, value)) continue;
        right++;
        const wrong = issuesOf(rules, value).filter(({ keyword }) => keyword !== 'required');
        expect(wrong, JSON.stringify(value)).to.deep.equal([]);
        const whole = what === 'a request' ? { ClientId: 'a', Username: 'a', ...value } : value;
        expect(JSON.stringify(checked(rules, whole)), 'kept').to.have.lengthOf(JSON.stringify(whole).length);
      }
      // Otherwise the values would be of no use.
      expect(right).to.be.greaterThan(50);
    });

    it('is found right where it is as most are', () => {
      const usual = {
        'a request': {
          ClientId: 'a',
          Username: 'a',
          ClientMetadata: { b: 'c' },
          UserContextData: { IpAddress: '::1' },
        },
        'a response': { CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***' } },
      }[what];
      expect(isRightAtAGlance(rules, usual as Record<string, unknown>)).to.equal(true);
    });
  });
}
