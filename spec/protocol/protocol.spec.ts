import { expect } from 'chai';
import { ResponseError, ServiceError } from '../../lib/index.ts';
import { decodeReply, requestIdOf } from '../../lib/protocol/reply.ts';
import { buildRequest } from '../../lib/protocol/request.ts';

// An operation that this package does not have: nothing of the protocol is made for one operation.
const target = 'AWSCognitoIdentityProviderService.ConfirmForgotPassword';

describe('a request of the JSON 1.1 protocol', () => {
  it('is made of a target and members, whatever the operation', () => {
    const members = { Username: 'alice', ConfirmationCode: '424242', Password: 'ü "quoted"' };
    expect(buildRequest(target, members, { 'user-agent': 'mine' })).to.deep.equal({
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, 'user-agent': 'mine' },
      body: '{"Username":"alice","ConfirmationCode":"424242","Password":"ü \\"quoted\\""}',
      redirect: 'manual',
    });
  });

  it('has an object for a body even where there is no member', () => {
    expect(buildRequest(target, {}, {}).body).to.equal('{}');
  });
});

describe('a reply of the JSON 1.1 protocol', () => {
  const reply = (status: number, body: string): Parameters<typeof decodeReply>[0] => ({
    status,
    body: () => body,
    headers: new Headers(),
  });

  it('is what its JSON says, whatever the operation, and nothing where it is none', () => {
    const members = decodeReply(reply(200, '{"Session":"s","Extra":[1]}'), () => []);
    expect(members).to.deep.equal({ Session: 's', Extra: [1] });
    expect(decodeReply(reply(200, '<html>'), () => [])).to.equal(undefined);
  });

  it('is an error from 400 on, and before that a redirect from 300 on, as one that fetch hides (0) is', () => {
    for (const status of [200, 201, 299]) expect(decodeReply(reply(status, '{}'), () => [])).to.deep.equal({});
    for (const status of [0, 300, 307, 399]) {
      expect(() => decodeReply(reply(status, '{}'), () => []))
        .to.throw(ResponseError)
        .with.property('code', 'ERR_RESPONSE_REDIRECT');
    }
    for (const status of [400, 499, 500, 599]) {
      expect(() => decodeReply(reply(status, '{}'), () => [])).to.throw(ServiceError, `${status}`);
    }
  });

  it('asks for what is to be redacted only where there is an error', () => {
    const secrets = (): never => {
      throw new Error('asked');
    };
    expect(decodeReply(reply(200, '{}'), secrets)).to.deep.equal({});
    expect(() => decodeReply(reply(400, '{}'), () => ['400'])).to.throw(ServiceError, '[redacted]');
  });

  it('has its ID under one of three names', () => {
    expect(requestIdOf(new Headers({ 'x-amz-request-id': 'c' }))).to.equal('c');
    expect(requestIdOf({ get: () => null })).to.equal(undefined);
  });
});
