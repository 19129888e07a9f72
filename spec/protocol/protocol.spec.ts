import { expect } from 'chai';
import { ResponseError, ServiceError } from '../../lib/index.ts';
import { decodeReply, encodeRequest, type Reply, requestIdOf } from '../../lib/protocol/json11.ts';
import { Redactor } from '../../lib/protocol/redact.ts';

const nothingSecret = new Redactor(() => []);

const reply = (status: number, body: string, headers: Record<string, string> = {}): Reply => ({
  status,
  body: () => body,
  headers: new Headers(headers),
});

describe('a request of the JSON 1.1 protocol', () => {
  it('is made of a name and members, whatever the operation', () => {
    const members = { Username: 'alice', ConfirmationCode: '424242', Password: 'ü "quoted"' };
    expect(encodeRequest('ConfirmForgotPassword', members, { 'user-agent': 'mine' })).to.deep.equal({
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.ConfirmForgotPassword',
        'user-agent': 'mine',
      },
      body: '{"Username":"alice","ConfirmationCode":"424242","Password":"ü \\"quoted\\""}',
      redirect: 'manual',
    });
  });

  it('has an object for a body even where there is no member', () => {
    expect(encodeRequest('Anything', {}, {}).body).to.equal('{}');
  });
});

describe('a reply of the JSON 1.1 protocol', () => {
  const decode = (status: number, body: string, headers?: Record<string, string>, redactor: Redactor = nothingSecret) =>
    decodeReply(reply(status, body, headers), { type: 'object' }, 'host.example', redactor);

  it('holds the members of its JSON object, whatever the operation', () => {
    for (const status of [200, 201, 299]) {
      expect(decode(status, '{"Session":"s","Extra":[1]}')).to.deep.equal({ Session: 's', Extra: [1] });
    }
  });

  it('is invalid at 2xx without a JSON object', () => {
    for (const body of ['', '<html>', '[]', '1', 'null', '{']) {
      expect(decode(200, body), body)
        .to.be.instanceOf(ResponseError)
        .and.include({ code: 'ERR_RESPONSE_INVALID' })
        .and.property('message')
        .to.include('The reply from host.example (status 200) is not a JSON object');
    }
  });

  it('is a redirect from 300 on, as one that fetch hides (0) is', () => {
    for (const status of [0, 300, 307, 399]) {
      expect(decode(status, '{}')).to.be.instanceOf(ResponseError).and.include({ code: 'ERR_RESPONSE_REDIRECT' });
    }
  });

  it("is the service's error from 400 on where it bears the name of one", () => {
    for (const status of [400, 499, 500, 599]) {
      for (const [body, headers] of [
        ['{"__type":"SomeException"}', {}],
        ['{"__type":"aws.cognito#SomeException:http://x"}', {}],
        ['{"code":"SomeException"}', { 'x-amzn-requestid': 'id' }],
        ['<html>', { 'x-amzn-errortype': 'SomeException:' }],
      ] as const) {
        expect(decode(status, body, headers))
          .to.be.instanceOf(ServiceError)
          .and.include({ name: 'SomeException' });
      }
    }
  });

  it('is no word of the service from 400 on without such a name', () => {
    for (const status of [400, 403, 408, 429, 500, 502, 503, 599]) {
      for (const body of ['', '<html>', '{"message":"Too many"}', '{"code":"SomeException"}', '{"__type":7}']) {
        expect(decode(status, body), `${status} ${body}`)
          .to.be.instanceOf(ResponseError)
          .and.include({ outcome: 'unknown' })
          .and.property('message')
          .to.include(`status ${status}`);
      }
    }
  });

  it('asks for secret values only where there is an error', () => {
    const asked = new Redactor(() => {
      throw new Error('asked');
    });
    expect(decode(200, '{}', {}, asked)).to.deep.equal({});
    const named = '{"__type":"SomeException","message":"of alice"}';
    const redactor = new Redactor(() => ['alice']);
    expect(decode(400, named, {}, redactor))
      .to.be.instanceOf(ServiceError)
      .and.include({ message: 'of [redacted]' });
  });

  it('has its ID under one of three names, in the form of an ID', () => {
    const idOf = (headers: Record<string, string>): string | undefined =>
      requestIdOf(reply(200, '{}', headers), nothingSecret);
    for (const name of ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id']) {
      expect(idOf({ [name]: 'a-1_b' })).to.equal('a-1_b');
      for (const other of ['{"Username":"alice"}', 'a b', 'a'.repeat(129)])
        expect(idOf({ [name]: other })).to.equal(undefined);
    }
    expect(idOf({})).to.equal(undefined);
  });
});
