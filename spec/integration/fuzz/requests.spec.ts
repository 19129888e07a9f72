import { expect } from 'chai';
import fc from 'fast-check';
import * as web from '../../../lib/index.ts';
import * as node from '../../../lib/node.ts';
import { openCognito } from '../../support/cognito.ts';
import { anything, expectNoPollution, json, nameLike, rejectionOf, runs, text, trapNames } from './hostile.ts';

const members = ['ClientId', 'Username', 'SecretHash', 'UserContextData', 'AnalyticsMetadata', 'ClientMetadata'];

const username = fc.stringMatching(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,40}$/u);
const absent = fc.constantFrom(null, undefined);
const valid = fc.record(
  {
    ClientId: fc.stringMatching(/^[\w+]{1,128}$/),
    Username: username,
    SecretHash: fc.oneof(fc.constant('aGFzaA=='), absent),
    UserContextData: fc.oneof(fc.record({ IpAddress: fc.oneof(text, absent), EncodedData: text }), absent),
    AnalyticsMetadata: fc.record({ AnalyticsEndpointId: fc.oneof(text, absent) }),
    ClientMetadata: fc.dictionary(nameLike('key'), fc.oneof(text, absent)),
  },
  { requiredKeys: ['ClientId', 'Username'] },
);
/** A request in which one member is replaced or added. */
const spoilt = fc
  .tuple(valid, nameLike(...members), anything('IpAddress', 'AnalyticsEndpointId'))
  .map(([request, name, value]) => Object.defineProperty({ ...request }, name, { value, enumerable: true }));
const parsed = json(...members, 'IpAddress', 'EncodedData').map((source): unknown => JSON.parse(source));
const request = fc.oneof(valid, spoilt, parsed, anything(...members));

for (const [build, lib] of Object.entries({ node, web })) {
  describe(`any request at all (${build} build)`, () => {
    it('is sent as it was found valid, or refused with nothing sent', async () => {
      let sentInAll = 0;
      const property = fc.asyncProperty(request, async (value) => {
        const { transport, requests } = openCognito();
        const client = new lib.ForgotPasswordClient({ endpointUrl: 'http://localhost', transport });
        const issues = lib.validateForgotPasswordRequest(value);
        // As a caller without types would.
        const error = await rejectionOf(client.forgotPassword(value as node.ForgotPasswordInput));
        if (error) expect(error).to.be.instanceOf(lib.RequestValidationError).and.to.deep.include({ issues });
        expect(requests).to.have.length(issues.length ? 0 : 1);
        for (const { members } of requests) expect(lib.validateForgotPasswordRequest(members)).to.deep.equal([]);
        sentInAll += requests.length;
        expectNoPollution();
      });
      await fc.assert(property, runs);
      // Otherwise only one half of it was tried.
      expect(sentInAll).to.be.within(runs.numRuns / 10, runs.numRuns * 0.9);
    });

    it('is refused without its values being told', () => {
      const canary = 'zq-canary';
      const wrong = fc.oneof(
        fc.constant([canary]),
        fc.constant({ nested: canary }),
        text.map((each) => `${each}${canary}\u0000`),
      );
      const property = fc.property(fc.dictionary(nameLike(...members), wrong), (value) => {
        expect(JSON.stringify(lib.validateForgotPasswordRequest(value))).not.to.include(canary);
      });
      fc.assert(property, runs);
    });
  });
}

describe('metadata named like what all objects have', () => {
  it('is sent as metadata, and changes nothing else', async () => {
    let sent = '';
    const cognito = openCognito();
    const client = new web.ForgotPasswordClient({
      endpointUrl: 'http://localhost',
      transport: (url, request) => {
        sent = request.body;
        return cognito.transport(url, request);
      },
    });
    const source = `{${trapNames.map((name) => `"${name}":"a value"`).join()}}`;
    await client.forgotPassword({ ClientId: 'client', Username: 'alice', ClientMetadata: JSON.parse(source) });
    expect(JSON.parse(sent).ClientMetadata).to.deep.equal(JSON.parse(source));
    expect(sent).to.include('"__proto__":"a value"');
    expectNoPollution();
  });

  it('is refused, name by name, where it is a request that has it', () => {
    const value: unknown = JSON.parse('{"ClientId":"c","Username":"u","__proto__":{"Username":"mallory"}}');
    expect(web.validateForgotPasswordRequest(value)).to.have.length(1);
    expect(web.validateForgotPasswordRequest(value)[0]).to.include({ path: '/__proto__' });
  });
});
