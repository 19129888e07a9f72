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

describe('a request', () => {
  it('needs a client ID and a username, and nothing else', () => {
    expect(issuesOf(valid)).to.deep.equal([]);
    expect(issuesOf({})).to.have.members(['required /ClientId', 'required /Username']);
    expect(issuesOf({ ClientId: 'client1' })).to.deep.equal(['required /Username']);
    expect(messageOf({ Username: 'alice' })).to.include('ClientId');
  });

  it('may hold everything that the service knows', () => {
    const whole = {
      ...valid,
      SecretHash: 'aB0_+/=',
      UserContextData: { IpAddress: '::1', EncodedData: '' },
      AnalyticsMetadata: { AnalyticsEndpointId: '' },
      ClientMetadata: { '': '', key: 'any value\n', __proto__: null },
    };
    expect(issuesOf(whole)).to.deep.equal([]);
  });

  it('treats null and undefined as absent, at every level', () => {
    for (const absent of [null, undefined]) {
      expect(issuesOf({ ...valid, SecretHash: absent, UserContextData: absent, Unknown: absent })).to.deep.equal([]);
      expect(issuesOf(withMember('UserContextData', { IpAddress: absent, Unknown: absent }))).to.deep.equal([]);
      expect(issuesOf(withMember('ClientMetadata', { key: absent }))).to.deep.equal([]);
      expect(issuesOf({ ClientId: absent, Username: absent })).to.have.members([
        'required /ClientId',
        'required /Username',
      ]);
    }
  });

  it('is reported with everything that is wrong, at once', () => {
    const wrong = {
      ClientId: '',
      Username: 'a b',
      SecretHash: 5,
      UserContextData: { IpAddress: 1, Foo: '' },
      AnalyticsMetadata: [],
      ClientMetadata: { a: 1, 'b/~c': [], d: 'fine' },
      Bar: 'x',
    };
    expect(issuesOf(wrong)).to.have.members([
      'minLength /ClientId',
      'pattern /Username',
      'type /SecretHash',
      'type /UserContextData/IpAddress',
      'additionalProperties /UserContextData/Foo',
      'type /AnalyticsMetadata',
      'type /ClientMetadata/a',
      'type /ClientMetadata/b~1~0c',
      'additionalProperties /Bar',
    ]);
  });

  it('has one issue for each value, the first that applies', () => {
    expect(issuesOf({ ...valid, ClientId: '', SecretHash: '', Username: '' })).to.deep.equal([
      'minLength /ClientId',
      'minLength /Username',
      'minLength /SecretHash',
    ]);
    expect(issuesOf(withMember('Username', ' '.repeat(129)))).to.deep.equal(['maxLength /Username']);
  });

  it('is never repeated in what is reported', () => {
    const secret = 'S3cret value';
    const wrong = {
      ClientId: secret,
      Username: secret,
      SecretHash: secret,
      UserContextData: { IpAddress: [secret], EncodedData: { secret } },
      AnalyticsMetadata: secret,
      ClientMetadata: { key: [secret] },
      Unknown: secret,
    };
    const issues = validateForgotPasswordRequest(wrong);
    expect(issues).to.have.length(8);
    expect(JSON.stringify(issues)).not.to.include('S3cret');
    for (const issue of issues) expect(Object.keys(issue).sort()).to.deep.equal(['keyword', 'message', 'path']);
  });

  it('is not changed', () => {
    const given = Object.freeze({ ...valid, UserContextData: Object.freeze({ IpAddress: null }) });
    validateForgotPasswordRequest(given);
    expect(given.UserContextData).to.deep.equal({ IpAddress: null });
  });
});

describe('the client ID', () => {
  it('has 1 to 128 characters of A-Z, a-z, 0-9, _ and +', () => {
    for (const good of ['a', '+', '_', 'aZ09_+', 'a'.repeat(128)])
      expect(issuesOf(withMember('ClientId', good))).to.deep.equal([]);
    expect(issuesOf(withMember('ClientId', 'a'.repeat(129)))).to.deep.equal(['maxLength /ClientId']);
    for (const bad of ['a b', 'a-b', 'é', 'a\n', '\na', 'a\0', 'a/b', 'a=', ' a', '日本']) {
      expect(issuesOf(withMember('ClientId', bad)), JSON.stringify(bad)).to.deep.equal(['pattern /ClientId']);
    }
    expect(issuesOf(withMember('ClientId', ''))).to.deep.equal(['minLength /ClientId']);
  });
});

describe('the secret hash', () => {
  it('has 1 to 128 characters of A-Z, a-z, 0-9, _, +, = and /', () => {
    for (const good of ['=', '/', '+', '_', 'aZ09+/==', 'a'.repeat(128)]) {
      expect(issuesOf(withMember('SecretHash', good))).to.deep.equal([]);
    }
    expect(issuesOf(withMember('SecretHash', 'a'.repeat(129)))).to.deep.equal(['maxLength /SecretHash']);
    for (const bad of ['a b', 'a-b', 'é', 'a=\n', 'a\r', 'a.b']) {
      expect(issuesOf(withMember('SecretHash', bad)), JSON.stringify(bad)).to.deep.equal(['pattern /SecretHash']);
    }
    expect(issuesOf(withMember('SecretHash', ''))).to.deep.equal(['minLength /SecretHash']);
  });
});

describe('the username', () => {
  it('has 1 to 128 letters, marks, symbols, numbers and punctuation characters', () => {
    for (const good of ['a', 'alice@example.com', '+4915112345', 'ü', 'u\u0308', '日本', '🦜', '٣', '€', '‿', '<&">']) {
      expect(issuesOf(withMember('Username', good)), good).to.deep.equal([]);
    }
    for (const bad of [
      ...['a b', ' ', '\t', 'alice\n', '\nalice', 'a\u00A0b', 'a\u200Bb', 'a\u3000', '\uFEFFa', 'a\0'],
      // Halves of a surrogate pair are no characters.
      ...['\uD83E', 'a\uDD9C', '\uDD9C\uD83E', '\uE000'],
    ]) {
      expect(issuesOf(withMember('Username', bad)), JSON.stringify(bad)).to.deep.equal(['pattern /Username']);
    }
    expect(issuesOf(withMember('Username', ''))).to.deep.equal(['minLength /Username']);
  });

  it('is counted in code points, of which an emoji is one', () => {
    expect(issuesOf(withMember('Username', '🦜'.repeat(128)))).to.deep.equal([]);
    expect(issuesOf(withMember('Username', '🦜'.repeat(129)))).to.deep.equal(['maxLength /Username']);
    expect(issuesOf(withMember('Username', `a${'🦜'.repeat(127)}`))).to.deep.equal([]);
    expect(issuesOf(withMember('Username', `a${'🦜'.repeat(128)}`))).to.deep.equal(['maxLength /Username']);
    expect(issuesOf(withMember('Username', 'u\u0308'.repeat(64)))).to.deep.equal([]);
    expect(issuesOf(withMember('Username', 'u\u0308'.repeat(65)))).to.deep.equal(['maxLength /Username']);
  });
});

describe('every other text', () => {
  it('has at most 131,072 code points, whatever they are', () => {
    const members = (text: string): unknown => ({
      ...valid,
      UserContextData: { IpAddress: text, EncodedData: text },
      AnalyticsMetadata: { AnalyticsEndpointId: text },
      ClientMetadata: { key: text },
    });
    for (const text of ['', ' \n\0', '\uD83E', 'x'.repeat(131_072), '🦜'.repeat(131_072)]) {
      expect(issuesOf(members(text))).to.deep.equal([]);
    }
    for (const text of ['x'.repeat(131_073), '🦜'.repeat(131_073)]) {
      expect(issuesOf(members(text))).to.have.members([
        'maxLength /UserContextData/IpAddress',
        'maxLength /UserContextData/EncodedData',
        'maxLength /AnalyticsMetadata/AnalyticsEndpointId',
        'maxLength /ClientMetadata/key',
      ]);
    }
  });
});
