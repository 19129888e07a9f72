import { expect } from 'chai';
import type { Scope } from 'nock';
import { ForgotPasswordClient, type ForgotPasswordClientConfig, ResponseError } from '../../lib/index.ts';
import { rejectionOf, request } from '../support/world.ts';

const region = 'eu-west-1';
const endpoint = 'https://cognito-idp.eu-west-1.amazonaws.com';

function call(config?: ForgotPasswordClientConfig): ReturnType<ForgotPasswordClient['forgotPassword']> {
  return new ForgotPasswordClient({ region, maxAttempts: 1, ...config }).forgotPassword(request);
}

describe('the fetch transport, against the service as the network would show it', () => {
  let nock: typeof import('nock');

  // Loaded here, as it takes hold of fetch for as long as it is active.
  before(async () => {
    ({ default: nock } = await import('nock'));
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).to.deep.equal([]);
  });
  after(() => {
    nock.enableNetConnect();
    nock.restore();
  });

  const service = (): Scope => nock(endpoint);

  it('sends to the endpoint of the region, and reads the answer', async () => {
    service()
      .post('/', { ...request })
      .matchHeader('x-amz-target', 'AWSCognitoIdentityProviderService.ForgotPassword')
      .matchHeader('content-type', 'application/x-amz-json-1.1')
      .matchHeader('x-amz-user-agent', /^cognito-forgot-password\//)
      .reply(200, { CodeDeliveryDetails: { DeliveryMedium: 'SMS' } }, { 'x-amzn-requestid': 'id' });
    const { CodeDeliveryDetails, $metadata } = await call();
    expect(CodeDeliveryDetails).to.deep.equal({ DeliveryMedium: 'SMS' });
    expect($metadata).to.include({ httpStatusCode: 200, requestId: 'id', attempts: 1 });
  });

  it('reads a refusal with the headers of the real service', async () => {
    service().post('/').reply(400, '{"__type":"NotAuthorizedException","message":"User is disabled."}', {
      'x-amzn-errortype': 'NotAuthorizedException:',
      'x-amzn-errormessage': 'User is disabled.',
    });
    expect(await rejectionOf(call())).to.include({ name: 'NotAuthorizedException', reason: 'USER_DISABLED' });
  });

  it('sends one request for one call that ends ambiguously', async () => {
    service().post('/').reply(500, '');
    expect(await rejectionOf(call({ maxAttempts: 3 }))).to.include({ name: 'ResponseError', outcome: 'unknown' });
  });

  it('sends again after throttling', async () => {
    service().post('/').reply(400, { __type: 'TooManyRequestsException' }).post('/').reply(200, {});
    expect((await call({ maxAttempts: 3 })).$metadata.attempts).to.equal(2);
  });

  it('follows no redirect', async () => {
    service()
      .post('/')
      .reply(307, '', { location: `${endpoint}/elsewhere` });
    expect(await rejectionOf(call()))
      .to.be.instanceOf(ResponseError)
      .and.to.include({ code: 'ERR_RESPONSE_REDIRECT' });
  });
});
