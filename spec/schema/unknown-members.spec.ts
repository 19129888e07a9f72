import { expect } from 'chai';
import { type ValidationIssue, validateForgotPasswordRequest } from '../../lib/index.ts';

const valid = { ClientId: 'client1', Username: 'alice' };

/** The issues of a request as `keyword path`. */
function issuesOf(value: unknown): string[] {
  return validateForgotPasswordRequest(value).map(({ keyword, path }) => `${keyword} ${path}`);
}

function messageOf(value: unknown): string {
  const issues = validateForgotPasswordRequest(value);
  expect(issues).to.have.length(1);
  return (issues[0] as ValidationIssue).message;
}

const withMember = (name: string, value: unknown): unknown => ({ ...valid, [name]: value });

describe('an unknown member', () => {
  it('is named, with the name that was probably meant', () => {
    for (const [wrong, right] of [
      ['username', 'Username'],
      ['Usernam', 'Username'],
      ['UserName', 'Username'],
      ['clientId', 'ClientId'],
      ['ClientID', 'ClientId'],
      ['client_id', 'ClientId'],
      ['secretHash', 'SecretHash'],
      ['SECRET_HASH', 'SecretHash'],
      ['userContextData', 'UserContextData'],
      ['analyticsMetadata', 'AnalyticsMetadata'],
      ['ClientMetaData', 'ClientMetadata'],
    ]) {
      const message = messageOf(withMember(wrong as string, 'x'));
      expect(message).to.include(wrong).and.to.include(`${right}?`);
    }
    expect(messageOf(withMember('UserContextData', { ipAddress: '::1' })))
      .to.include('ipAddress')
      .and.include('IpAddress?');
    expect(messageOf(withMember('AnalyticsMetadata', { EndpointId: 'x' }))).to.include('EndpointId');
  });

  it('is named without a guess where none is near', () => {
    for (const far of ['Foo', 'Password', 'x', '']) expect(messageOf(withMember(far, 'x'))).not.to.include('?');
  });

  it('is unknown even if it is empty', () => {
    for (const empty of ['', [], {}, 0, false]) {
      expect(issuesOf(withMember('Foo', empty))).to.deep.equal(['additionalProperties /Foo']);
    }
  });

  it('is unknown even if every object has it by birth', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', '__defineGetter__']) {
      const given = JSON.parse(`{"ClientId":"client1","Username":"alice","${name}":{"ClientId":"x"}}`);
      expect(issuesOf(given), name).to.deep.equal([`additionalProperties /${name}`]);
      const inside = JSON.parse(`{"ClientId":"client1","Username":"alice","UserContextData":{"${name}":"x"}}`);
      expect(issuesOf(inside), name).to.deep.equal([`additionalProperties /UserContextData/${name}`]);
    }
  });

  it('has its place written as a JSON Pointer', () => {
    expect(issuesOf(withMember('a/b~c~1', 'x'))).to.deep.equal(['additionalProperties /a~1b~0c~01']);
    expect(issuesOf(withMember('UserContextData', { '/': 'x' }))).to.deep.equal([
      'additionalProperties /UserContextData/~1',
    ]);
    expect(issuesOf(withMember('', 'x'))).to.deep.equal(['additionalProperties /']);
  });

  it('with a very long name makes no very long message', () => {
    expect(messageOf(withMember('x'.repeat(100_000), 'x')).length).to.be.lessThan(500);
  });
});
