import { expect } from 'chai';
import fc from 'fast-check';
import { selectorOf } from '../../../lib/cmdlet/select.ts';
import * as web from '../../../lib/index.ts';
import * as node from '../../../lib/node.ts';
import { openCognito } from '../../support/cognito.ts';
import { anything, expectNoPollution, nameLike, rejectionOf, runs, text, trapNames } from './hostile.ts';

const members = ['Username', 'CodeDeliveryDetails', 'Destination', '$metadata', 'attempts', '*'];
const parameters = [
  'Username',
  'username',
  'ClientId',
  'SecretHash',
  'Select',
  'PassThru',
  'WhatIf',
  'Confirm',
  'Region',
];
const select = fc.oneof(
  fc.array(nameLike(...members), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.')),
  nameLike(...members).map((name) => `^${name}`),
  text,
);
const ClientConfig = { endpointUrl: 'http://localhost', transport: openCognito().transport };

describe('any Select at all', () => {
  it('names a part of the response or a parameter, and never what all objects have', () => {
    const response = { $metadata: { attempts: 1, totalRetryDelay: 0 } };
    const property = fc.property(select, (expression) => {
      const selected = selectorOf(expression)?.(response, { Username: 'alice' });
      expect(selected).not.to.be.a('function');
      expect(selected).not.to.equal(Object.prototype);
    });
    fc.assert(property, runs);
    for (const name of trapNames) {
      for (const each of [name, `^${name}`, `$metadata.${name}`, `CodeDeliveryDetails.${name}`]) {
        expect(selectorOf(each), each).to.equal(undefined);
      }
    }
  });
});

for (const [build, lib] of Object.entries({ node, web })) {
  describe(`any parameters at all (${build} build)`, () => {
    it('are used, or refused with one of our errors', async () => {
      const given = fc.oneof(
        fc.dictionary(nameLike(...parameters), fc.oneof(text, anything())),
        fc.record({ Username: text, Select: select }, { requiredKeys: ['Username'] }),
        anything(...parameters),
      );
      const property = fc.asyncProperty(given, async (value) => {
        const whole = typeof value === 'object' && value ? { ClientId: 'client', ...value, ClientConfig } : value;
        const error = await rejectionOf(lib.resetForgottenPassword(whole as node.ResetForgottenPasswordParameters));
        if (error) expect(error).to.be.instanceOf(lib.ForgotPasswordError);
        expectNoPollution();
      });
      await fc.assert(property, runs);
    });

    it('make one result each in a pipeline, whatever the others are', async () => {
      const record = fc.oneof(
        text,
        fc.dictionary(nameLike(...parameters), fc.oneof(text, anything())),
        anything('Username'),
      );
      const property = fc.asyncProperty(fc.array(record, { maxLength: 6 }), async (records) => {
        const results: node.RecordResult<unknown, unknown>[] = [];
        const shared = { ClientId: 'client', ClientConfig, EndpointUrl: 'http://localhost' };
        for await (const result of lib.resetForgottenPasswords(records, shared)) results.push(result);
        expect(results.map(({ index }) => index)).to.deep.equal([...records.keys()]);
        for (const result of results) if (!result.ok) expect(result.error).to.be.instanceOf(lib.ForgotPasswordError);
        expectNoPollution();
      });
      await fc.assert(property, { ...runs, numRuns: runs.numRuns / 5 });
    });
  });
}
