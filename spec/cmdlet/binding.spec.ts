import { expect } from 'chai';
import { bind, contradictionsOf } from '../../lib/cmdlet/binding.ts';
import type { RecordParameters } from '../../lib/cmdlet/parameters.ts';
import { collect, describeCmdlet } from '../support/cmdlet.ts';

/** Two values of each parameter; typed, so that a new parameter fails the build until it stands here. */
const values: { readonly [Name in keyof Required<RecordParameters>]: readonly [unknown, unknown] } = {
  Username: ['alice', 'bob'],
  ClientId: ['a', 'b'],
  ClientMetadata: [{ a: '1', b: '2' }, { a: '1' }],
  AnalyticsMetadata_AnalyticsEndpointId: ['a', 'b'],
  UserContextData_EncodedData: ['a', 'b'],
  UserContextData_IpAddress: ['::1', '::2'],
  SecretHash: ['YQ==', 'Yg=='],
  Select: ['*', '^Username'],
  PassThru: [true, false],
  Force: [true, false],
  WhatIf: [true, false],
  Confirm: [true, false],
  ClientConfig: [{ region: 'eu-west-1' }, { region: 'eu-west-2' }],
  EndpointUrl: ['https://a.example', 'https://b.example'],
  Region: ['eu-west-1', 'eu-west-2'],
  ProfileLocation: ['a', 'b'],
};

const pathsOf = (given: unknown, own: unknown): string[] =>
  contradictionsOf(Object(given), Object(own)).map(({ path }) => path);

describe('the binding rule', () => {
  for (const [name, [one, other]] of Object.entries(values)) {
    const path = name === 'ClientConfig' ? '/ClientConfig/region' : `/${name}`;

    it(`refuses a record that gives ${name} another value, either way round`, () => {
      expect(pathsOf({ [name]: one }, { [name]: other })).to.deep.equal([path]);
      expect(pathsOf({ [name]: other }, { [name]: one })).to.deep.equal([path]);
    });

    it(`takes a record that gives ${name} the same value, or none`, () => {
      const copy = structuredClone(one);
      for (const own of [copy, null, undefined]) expect(pathsOf({ [name]: one }, { [name]: own })).to.deep.equal([]);
      expect(pathsOf({ [name]: one }, {})).to.deep.equal([]);
    });

    it(`takes ${name} from a record where the pipeline gives none`, () => {
      for (const given of [{}, { [name]: null }, { [name]: undefined }]) {
        expect(pathsOf(given, { [name]: one })).to.deep.equal([]);
        expect(Object(bind(Object(given), { [name]: one }))[name]).to.deep.equal(one);
      }
    });
  }

  it('compares maps by what they hold, in whatever order', () => {
    const given = { ClientMetadata: { a: '1', b: '2' } };
    expect(pathsOf(given, { ClientMetadata: { b: '2', a: '1' } })).to.deep.equal([]);
    for (const own of [{ a: '1', b: '3' }, { a: '1', c: '2' }, { a: '1', b: '2', c: '3' }, {}]) {
      expect(pathsOf(given, { ClientMetadata: own })).to.deep.equal(['/ClientMetadata']);
    }
  });

  it('lets the defaults of ClientConfig yield to a record', () => {
    const given = { ClientConfig: { clientId: 'a', region: 'eu-west-1', endpointUrl: 'https://a.example' } };
    expect(pathsOf(given, { ClientId: 'b', Region: 'eu-west-2', EndpointUrl: 'https://b.example' })).to.deep.equal([]);
  });

  it('refuses options of a record that say otherwise than a parameter of the pipeline', () => {
    for (const [name, option] of [
      ['ClientId', 'clientId'],
      ['Region', 'region'],
      ['EndpointUrl', 'endpointUrl'],
    ] as const) {
      expect(pathsOf({ [name]: 'a' }, { ClientConfig: { [option]: 'b' } })).to.deep.equal([`/ClientConfig/${option}`]);
      expect(pathsOf({ [name]: 'a' }, { ClientConfig: { [option]: 'a' } })).to.deep.equal([]);
    }
  });

  it('compares ClientConfig option by option, and adds what a record adds', () => {
    const onEvent = (): void => {};
    const given = { ClientConfig: { maxAttempts: 2, onEvent } };
    expect(pathsOf(given, { ClientConfig: { maxAttempts: 3, timeoutMs: 1, onEvent } })).to.deep.equal([
      '/ClientConfig/maxAttempts',
    ]);
    expect(bind(given, { ClientConfig: { timeoutMs: 1 } }).ClientConfig).to.deep.equal({
      maxAttempts: 2,
      onEvent,
      timeoutMs: 1,
    });
    // The very same, so that records go on to share a client.
    expect(bind(given, { ClientConfig: { maxAttempts: 2 } }).ClientConfig).to.equal(given.ClientConfig);
  });

  it('refuses a Force that would undo the Confirm of the pipeline', () => {
    expect(pathsOf({ Confirm: true }, { Force: true })).to.deep.equal(['/Force']);
    expect(pathsOf({ Confirm: true, Force: true }, { Force: true })).to.deep.equal([]);
    expect(pathsOf({ Confirm: false }, { Force: true })).to.deep.equal([]);
    expect(pathsOf({}, { Confirm: true, Force: true })).to.deep.equal([]);
    expect(pathsOf({ Confirm: true }, { Force: false })).to.deep.equal([]);
  });
});

describeCmdlet('what is given for a whole pipeline', (useBench) => {
  const refused = (results: readonly { ok: boolean; error?: unknown }[]): unknown[] =>
    results.map(({ ok, error }) => (ok ? 'ok' : Object(error).issues[0].path));

  it('stands: a record that says otherwise is refused, and nothing is sent for it', () =>
    useBench(async ({ lib, base, service }) => {
      const records = [
        { Username: 'a', ClientId: 'other' },
        { Username: 'b', EndpointUrl: 'https://other.example' },
        { Username: 'c', clientconfig: { endpointUrl: 'https://other.example' } },
        { Username: 'd', clientid: 'client1' },
        'e',
      ];
      const results = await collect(lib.resetForgottenPasswords(records, base));
      expect(refused(results)).to.deep.equal(['/ClientId', '/EndpointUrl', '/ClientConfig/endpointUrl', 'ok', 'ok']);
      expect(service.requests).to.have.length(2);
    }));

  it('keeps WhatIf and Confirm, whatever a record says', () =>
    useBench(async ({ lib, base, service }) => {
      const records = [{ Username: 'a', WhatIf: false }, { Username: 'b', whatif: true }, 'c'];
      const dry = await collect(lib.resetForgottenPasswords(records, { ...base, WhatIf: true }));
      expect(refused(dry)).to.deep.equal(['/WhatIf', 'ok', 'ok']);
      const asked: string[] = [];
      const confirm = ({ target }: { readonly target: string }) => {
        asked.push(target);
        return 'no' as const;
      };
      const unasked = [{ Username: 'a', Confirm: false }, { Username: 'b', Force: true }, 'c'];
      const results = await collect(lib.resetForgottenPasswords(unasked, { ...base, Confirm: true, confirm }));
      expect(refused(results)).to.deep.equal(['/Confirm', '/Force', 'ok']);
      expect(asked).to.deep.equal(['c']);
      expect(service.requests).to.have.length(0);
    }));
});
