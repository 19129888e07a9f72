import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { selectorOf } from '../../lib/cmdlet/select.ts';
import { describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { details } from '../support/cognito.ts';
import { withLoopback } from '../support/loopback.ts';

describeCmdlet('Select', (useBench) => {
  const requestId = '00000000-0000-4000-8000-000000000001';
  const $metadata = { attempts: 1, totalRetryDelay: 0, httpStatusCode: 200, requestId };
  const cases: readonly (readonly [select: string | undefined, output: unknown])[] = [
    [undefined, details],
    ['CodeDeliveryDetails', details],
    ['codedeliverydetails', details],
    ['CodeDeliveryDetails.AttributeName', 'email'],
    ['CodeDeliveryDetails.DeliveryMedium', 'EMAIL'],
    ['CODEDELIVERYDETAILS.destination', 'a***@e***'],
    ['*', { CodeDeliveryDetails: details, $metadata }],
    ['$metadata', $metadata],
    ['$metadata.requestId', requestId],
    ['$metadata.httpstatuscode', 200],
    ['$metadata.attempts', 1],
    ['$metadata.totalRetryDelay', 0],
    ['^Username', 'alice'],
    ['^username', 'alice'],
    ['^ClientId', 'client1'],
    ['^Region', 'eu-west-1'],
    ['^RegionToCall', 'eu-west-1'],
    ['^SecretHash', undefined],
  ];
  for (const [Select, output] of cases) {
    it(`${Select ?? '(none)'} returns ${JSON.stringify(output)}`, () =>
      useBench(async ({ lib, base }) => {
        const parameters = { ...base, Region: 'eu-west-1', Username: 'alice', Select };
        expect(await lib.resetForgottenPassword(parameters)).to.deep.equal(output);
      }));
  }

  it('returns nothing where the response has no such part', () =>
    useBench(({ lib, base }) =>
      withLoopback([{ body: {} }], async ({ url }) => {
        const parameters = { ...base, EndpointUrl: url, Username: 'alice', Select: 'CodeDeliveryDetails.Destination' };
        expect(await lib.resetForgottenPassword(parameters)).to.equal(undefined);
      }),
    ));

  for (const Select of [
    '',
    ' ',
    '^',
    '^Nothing',
    '^confirm callback',
    'Destination',
    '__proto__',
    '*.a',
    'constructor',
  ]) {
    it(`is refused before anything is sent: ${JSON.stringify(Select)}`, () =>
      useBench(async ({ lib, base, service }) => {
        const error = await rejectionOf(lib.resetForgottenPassword({ ...base, Username: 'alice', Select }));
        expect(error.issues.map(({ path, keyword }) => [path, keyword])).to.deep.equal([['/Select', 'enum']]);
        expect(service.requests).to.have.length(0);
      }));
  }
});

describe('Select', () => {
  it('knows every member of the response that the schema has', () => {
    const url = new URL('../../schemas/forgot-password-response.json', import.meta.url);
    const { $defs, properties } = JSON.parse(readFileSync(url, 'utf8'));
    expect(Object.keys(properties)).to.deep.equal(['CodeDeliveryDetails']);
    for (const name of Object.keys($defs.CodeDeliveryDetailsType.properties)) {
      expect(selectorOf(`CodeDeliveryDetails.${name}`), name).to.be.a('function');
    }
  });
});

describeCmdlet('PassThru', (useBench) => {
  it('returns the username, and warns that it is deprecated', () =>
    useBench(async ({ lib, base }) => {
      const messages: unknown[] = [];
      const onMessage = (message: unknown): unknown => messages.push(message);
      const parameters = { ...base, Username: 'alice', PassThru: true, onMessage } as const;
      expect(await lib.resetForgottenPassword(parameters)).to.equal('alice');
      expect(messages).to.deep.equal([{ type: 'warning', text: "PassThru is deprecated; use Select: '^Username'." }]);
    }));

  it('is refused together with Select', () =>
    useBench(async ({ lib, base, service }) => {
      const parameters = { ...base, Username: 'alice', PassThru: true, Select: '*' } as const;
      const { issues } = await rejectionOf(lib.resetForgottenPassword(parameters));
      expect(issues.map(({ path }) => path)).to.deep.equal(['/PassThru']);
      expect(service.requests).to.have.length(0);
    }));
});
