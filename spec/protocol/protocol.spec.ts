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

  it('is what the operation says that it is', () => {
    const members = decodeReply(
      reply(200, '{"Session":"s","Extra":[1]}'),
      (found) => 'Session' in found,
      () => [],
    );
    expect(members).to.deep.equal({ Session: 's', Extra: [1] });
    expect(() =>
      decodeReply(
        reply(200, '{}'),
        (found) => 'Session' in found,
        () => [],
      ),
    ).to.throw(ResponseError);
  });

  it('is an error from 400 on, and before that a redirect from 300 on, as one that fetch hides (0) is', () => {
    for (const status of [200, 201, 299])
      expect(
        decodeReply(
          reply(status, '{}'),
          () => true,
          () => [],
        ),
      ).to.deep.equal({});
    for (const status of [0, 300, 307, 399]) {
      expect(() =>
        decodeReply(
          reply(status, '{}'),
          () => true,
          () => [],
        ),
      )
        .to.throw(ResponseError)
        .with.property('code', 'ERR_RESPONSE_REDIRECT');
    }
    for (const status of [400, 499, 500, 599]) {
      expect(() =>
        decodeReply(
          reply(status, '{}'),
          () => true,
          () => [],
        ),
      ).to.throw(ServiceError, `Status ${status}`);
    }
  });

  it('asks for what is to be redacted only where there is an error', () => {
    const secrets = (): never => {
      throw new Error('asked');
    };
    expect(decodeReply(reply(200, '{}'), () => true, secrets)).to.deep.equal({});
    expect(() =>
      decodeReply(
        reply(400, '{}'),
        () => true,
        () => ['400'],
      ),
    ).to.throw(ServiceError, 'Status [redacted]');
  });

  it('has its ID under one of three names', () => {
    expect(requestIdOf(new Headers({ 'x-amz-request-id': 'c' }))).to.equal('c');
    expect(requestIdOf({ get: () => null })).to.equal(undefined);
  });
});
