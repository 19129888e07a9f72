// What AWS's own tools send, and what they answer. The AWS CLI and moto are Python's, and not everywhere installed; the
// recorded requests are compared in any case.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { encodeRequest } from '../../lib/protocol/json11.ts';
import { type ComparableRequest, comparable, isInstalled, recordAwsCli } from '../support/aws-cli.ts';
import { campaignSize } from '../support/campaign.ts';
import { startChildServer } from '../support/child-server.ts';
import { withLoopback } from '../support/loopback.ts';

const START_TIMEOUT_MS = 90_000;

interface RecordedCase {
  readonly title: string;
  readonly parameters: node.ForgotPasswordInput;
  readonly request: ComparableRequest;
}

const fixture = new URL('../fixtures/botocore-requests.json', import.meta.url);
const cases = JSON.parse(readFileSync(fixture, 'utf8')) as readonly RecordedCase[];

for (const [build, { forgotPassword }] of [
  ['the web build', web],
  ['the Node build', node],
] as const) {
  describe(`${build} sends what botocore sends`, () => {
    for (const { title, parameters, request } of cases) {
      it(`for ${title}`, () =>
        withLoopback([{}], async ({ url, requests }) => {
          await forgotPassword(parameters, { endpointUrl: url });
          expect(requests.map(comparable)).to.deep.equal([request]);
          expect(requests[0]?.headers).not.to.have.property('authorization');
        }));
    }
  });
}

if (isInstalled('aws', '--version')) {
  describe('the AWS CLI of this machine sends what was recorded', () => {
    // Each run of the AWS CLI loads all of Python.
    for (const { title, parameters, request } of cases.slice(0, campaignSize(cases.length, 1))) {
      it(`for ${title}`, async function () {
        this.timeout(START_TIMEOUT_MS);
        expect(comparable(await recordAwsCli(parameters))).to.deep.equal(request);
      });
    }
  });
}

/** Calls an operation that needs an administrator; moto looks only at the service's name in the signature. */
async function administer(url: string, operation: string, members: object): Promise<Record<string, unknown>> {
  const scope = 'Credential=none/20260101/eu-west-1/cognito-idp/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
  const response = await fetch(url, encodeRequest(operation, members, { authorization }));
  expect(response.status, operation).to.equal(200);
  return (await response.json()) as Record<string, unknown>;
}

async function createClientAndUser(url: string, Username: string): Promise<string> {
  const { UserPool } = await administer(url, 'CreateUserPool', { PoolName: 'pool' });
  const { Id: UserPoolId } = UserPool as { Id: string };
  const { UserPoolClient } = await administer(url, 'CreateUserPoolClient', { UserPoolId, ClientName: 'client' });
  const UserAttributes = [{ Name: 'email', Value: 'alice@example.com' }];
  await administer(url, 'AdminCreateUser', { UserPoolId, Username, UserAttributes });
  return (UserPoolClient as { ClientId: string }).ClientId;
}

if (isInstalled('moto_server', '--help')) {
  describe('against moto', () => {
    it('the Node build gets the delivery details', async function () {
      this.timeout(START_TIMEOUT_MS);
      const env = { PYTHONUNBUFFERED: '1' };
      const moto = await startChildServer({ command: 'moto_server', args: ['-H', '127.0.0.1', '-p', '0'], env });
      try {
        const ClientId = await createClientAndUser(moto.url, 'alice');
        const { CodeDeliveryDetails } = await node.forgotPassword(
          { Username: 'alice', ClientId },
          { endpointUrl: moto.url },
        );
        expect(CodeDeliveryDetails).to.deep.equal({
          AttributeName: 'email',
          DeliveryMedium: 'EMAIL',
          Destination: 'a***@e***',
        });
      } finally {
        await moto.stop();
      }
    });
  });
}
