import { expect } from 'chai';
import { canaries, leaksIn } from './canaries.ts';

const secret = canaries.clientSecret;

describe('the search for canaries', () => {
  const hiding: Readonly<Record<string, unknown>> = {
    'a text': `before ${secret} after`,
    'a member': { a: [{ b: secret }] },
    'a name': { [secret]: 1 },
    'a hidden member': Object.defineProperty({}, 'hidden', { value: secret }),
    'a symbol': { [Symbol(secret)]: 1 },
    'a cause': new Error('any', { cause: new Error('any', { cause: { secret } }) }),
    'a message': new Error(secret),
    'a map': new Map([[{}, new Set([secret])]]),
    bytes: { data: Buffer.from(secret) },
    Base64: `Basic ${Buffer.from(secret).toString('base64')}`,
    'a URL': `/?q=${encodeURIComponent(secret)}`,
    'a function': Object.assign(() => {}, { secret }),
  };
  for (const [what, value] of Object.entries(hiding)) {
    it(`finds one in ${what}`, () => {
      expect(leaksIn(value)).to.deep.equal(['clientSecret']);
    });
  }

  it('finds none where there is none', () => {
    for (const value of [undefined, null, 1, 'zq', {}, new Error('any')]) expect(leaksIn(value)).to.deep.equal([]);
  });
});
