import { expect } from 'chai';
import { validateForgotPasswordRequest } from '../../lib/index.ts';

const valid = { ClientId: 'client1', Username: 'alice' };

function issuesOf(value: unknown): string[] {
  return validateForgotPasswordRequest(value).map(({ keyword, path }) => `${keyword} ${path}`);
}

class Account {
  readonly ClientId = 'client1';
  readonly Username = 'alice';
}

// Looks like nothing that JSON has.
const strange: readonly (readonly [what: string, value: unknown])[] = [
  ['a list', []],
  ['a list of requests', [valid]],
  ['a map', new Map(Object.entries(valid))],
  ['a set', new Set()],
  ['a date', new Date(0)],
  ['a boxed text', new String('alice')],
  ['a boxed number', new Number(5)],
  ['a boxed boolean', new Boolean(true)],
  ['an expression', /x/],
  ['a function', () => valid],
  ['a class', Account],
  ['a typed array', new Uint8Array(4)],
  ['a promise', Promise.resolve(valid)],
  ['a big integer', 5n],
  ['a symbol', Symbol('alice')],
  ['a number', 5],
  ['a number that is none', Number.NaN],
  ['a boolean', true],
];

describe('something else in the place of a request', () => {
  for (const [what, value] of [...strange, ['a text', 'alice'], ['null', null], ['undefined', undefined]] as const) {
    it(`is an issue of its type: ${what}`, () => {
      expect(issuesOf(value)).to.deep.equal(['type ']);
    });
  }
});

describe('something else in the place of a text', () => {
  for (const [what, value] of [...strange, ['an object', { text: 'alice' }], ['an instance', new Account()]] as const) {
    it(`is an issue of its type: ${what}`, () => {
      expect(issuesOf({ ...valid, Username: value })).to.deep.equal(['type /Username']);
      expect(issuesOf({ ...valid, UserContextData: { IpAddress: value } })).to.deep.equal([
        'type /UserContextData/IpAddress',
      ]);
      expect(issuesOf({ ...valid, ClientMetadata: { key: value } })).to.deep.equal(['type /ClientMetadata/key']);
    });
  }
});

describe('something else in the place of a structure or a map', () => {
  for (const [what, value] of [...strange, ['a text', 'x']] as const) {
    it(`is an issue of its type: ${what}`, () => {
      for (const name of ['UserContextData', 'AnalyticsMetadata', 'ClientMetadata']) {
        expect(issuesOf({ ...valid, [name]: value })).to.deep.equal([`type /${name}`]);
      }
    });
  }
});

describe('a request of an unusual make', () => {
  it('may be an instance of a class, or have no prototype', () => {
    expect(issuesOf(new Account())).to.deep.equal([]);
    expect(issuesOf(Object.assign(Object.create(null), valid))).to.deep.equal([]);
    expect(issuesOf({ ...valid, ClientMetadata: Object.assign(Object.create(null), { key: 'x' }) })).to.deep.equal([]);
  });

  it('must have its members as its own', () => {
    expect(issuesOf(Object.create(valid))).to.have.members(['required /ClientId', 'required /Username']);
  });

  it('may be a proxy', () => {
    expect(issuesOf(new Proxy(valid, {}))).to.deep.equal([]);
    const endless: unknown = new Proxy(
      { ...valid },
      { get: (target, name) => (name in target ? Reflect.get(target, name) : endless) },
    );
    expect(() => issuesOf(endless)).not.to.throw();
  });

  it('may lead to itself', () => {
    const cyclic: Record<string, unknown> = { ...valid };
    cyclic.UserContextData = cyclic;
    expect(issuesOf(cyclic)).to.have.members([
      'additionalProperties /UserContextData/ClientId',
      'additionalProperties /UserContextData/Username',
      'additionalProperties /UserContextData/UserContextData',
    ]);
    const map: Record<string, unknown> = {};
    map.self = map;
    expect(issuesOf({ ...valid, ClientMetadata: map })).to.deep.equal(['type /ClientMetadata/self']);
  });

  it('may be nested very deeply', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(issuesOf({ ...valid, Foo: deep })).to.deep.equal(['additionalProperties /Foo']);
    expect(issuesOf({ ...valid, ClientMetadata: { key: deep } })).to.deep.equal(['type /ClientMetadata/key']);
  });

  it('may have a member named __proto__, which changes nothing', () => {
    const given = JSON.parse('{"Username":"alice","__proto__":{"ClientId":"client1"}}');
    expect(issuesOf(given)).to.have.members(['required /ClientId', 'additionalProperties /__proto__']);
    const metadata = JSON.parse('{"ClientId":"client1","Username":"alice","ClientMetadata":{"__proto__":"x"}}');
    expect(issuesOf(metadata)).to.deep.equal([]);
    const wrong = JSON.parse('{"ClientId":"client1","Username":"alice","ClientMetadata":{"__proto__":5}}');
    expect(issuesOf(wrong)).to.deep.equal(['type /ClientMetadata/__proto__']);
    expect({}).not.to.have.property('ClientId');
  });

  it('may have members that are named by symbols, which are not sent', () => {
    expect(issuesOf({ ...valid, [Symbol('x')]: 5 })).to.deep.equal([]);
  });

  it('has at most 100 issues, however many members are wrong', () => {
    for (const length of [99, 100, 101, 80_000]) {
      const many = Object.fromEntries(Array.from({ length }, (_, index) => [`m${index}`, index]));
      const first = Object.keys(many).slice(0, 100);
      expect(issuesOf({ ...valid, ClientMetadata: many })).to.deep.equal(
        first.map((name) => `type /ClientMetadata/${name}`),
      );
      expect(issuesOf({ ...valid, ...many })).to.deep.equal(first.map((name) => `additionalProperties /${name}`));
    }
  });

  it('is checked without a look at each character of a text that is far too long', () => {
    for (const letter of ['a', ' ', '🦜', '\uD83E']) {
      const Username = letter.repeat(8_000_000 / letter.length);
      expect(issuesOf({ ...valid, Username })).to.deep.equal(['maxLength /Username']);
      expect(issuesOf({ ...valid, ClientMetadata: { key: Username } })).to.deep.equal([
        'maxLength /ClientMetadata/key',
      ]);
    }
  });
});

describe('a request that cannot be read', () => {
  it('ends with what its own getters and traps throw', () => {
    const thrown = new Error('no');
    const fail = (): never => {
      throw thrown;
    };
    const trap = new Proxy(valid, { ownKeys: fail });
    for (const value of [Object.defineProperty({ ...valid }, 'Username', { get: fail, enumerable: true }), trap]) {
      expect(() => validateForgotPasswordRequest(value)).to.throw(thrown);
      expect(() => validateForgotPasswordRequest({ ...valid, UserContextData: value })).to.throw(thrown);
    }
  });
});
