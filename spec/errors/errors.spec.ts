import { expect } from 'chai';
import * as lib from '../../lib/index.ts';

describe('the errors', () => {
  const issues = [{ path: '/Username', keyword: 'required', message: 'Username is required' }];
  const made = [
    new lib.RequestValidationError('text', { issues }),
    new lib.ConfigurationError('text', { code: 'ERR_CONFIGURATION_REGION' }),
    new lib.TransportError('text', { code: 'ERR_TRANSPORT_TIMEOUT' }),
    new lib.ResponseError('text'),
    new lib.ServiceError('text', { name: 'NewException' }),
    new lib.UserNotFoundException('text'),
    new lib.StoppedError('text', { code: 'ERR_STOPPED_BUDGET' }),
    new lib.SkippedError('text', { outcome: 'unknown' }),
  ];

  it('have one base, which is an Error', () => {
    for (const error of made) expect(error).to.be.instanceOf(lib.ForgotPasswordError).and.instanceOf(Error);
  });

  it('carry a stable name and code', () => {
    expect(made.map(({ name, code, outcome }) => [name, code, outcome])).to.deep.equal([
      ['RequestValidationError', 'ERR_REQUEST_INVALID', 'not-sent'],
      ['ConfigurationError', 'ERR_CONFIGURATION_REGION', 'not-sent'],
      ['TransportError', 'ERR_TRANSPORT_TIMEOUT', 'unknown'],
      ['ResponseError', 'ERR_RESPONSE_INVALID', 'unknown'],
      ['NewException', 'ERR_SERVICE_CLIENT', 'rejected'],
      ['UserNotFoundException', 'ERR_SERVICE_CLIENT', 'rejected'],
      ['StoppedError', 'ERR_STOPPED_BUDGET', 'not-sent'],
      ['SkippedError', 'ERR_SKIPPED', 'unknown'],
    ]);
  });

  it('can be made from a message alone, as the client makes them', () => {
    const error = new lib.NotAuthorizedException('User is disabled.');
    expect({ ...error }).to.deep.equal({
      name: 'NotAuthorizedException',
      code: 'ERR_SERVICE_CLIENT',
      fault: 'client',
      outcome: 'rejected',
      retryable: false,
      reason: 'USER_DISABLED',
      hint: 'Enable the user.',
    });
    expect(new lib.InternalErrorException('No.')).to.include({ code: 'ERR_SERVICE_SERVER', outcome: 'unknown' });
    expect(new lib.TooManyRequestsException('Rate exceeded')).to.include({ outcome: 'rejected', retryable: true });
    expect(new lib.TransportError('No.', { phase: 'connect' })).to.include({
      code: 'ERR_TRANSPORT_CONNECT',
      outcome: 'not-sent',
      retryable: true,
    });
  });

  it('are instances of the class of their name, whichever class made them, and of no other', () => {
    const plain = new lib.ServiceError('No.', { name: 'UserNotFoundException' });
    expect(plain).to.be.instanceOf(lib.UserNotFoundException).and.instanceOf(lib.ServiceError);
    expect(plain).not.to.be.instanceOf(lib.NotAuthorizedException);
    expect(plain).not.to.be.instanceOf(lib.TransportError);
    // The service could call its error anything.
    const odd = new lib.ServiceError('No.', { name: 'ConfigurationError' });
    expect(odd).not.to.be.instanceOf(lib.ConfigurationError);
    expect(new Error('No.')).not.to.be.instanceOf(lib.ForgotPasswordError);
  });

  it('can be derived from, and only their own instances are instances then', () => {
    class Derived extends lib.ServiceError {}
    expect(new Derived('No.', { name: 'X' }))
      .to.be.instanceOf(Derived)
      .and.instanceOf(lib.ServiceError);
    expect(new lib.ServiceError('No.', { name: 'X' })).not.to.be.instanceOf(Derived);
  });

  it('are recognised in both directions by another installed copy', async () => {
    const file = '../../dist/index.js';
    const copy = (await import(file)) as typeof lib;
    const error = new copy.UserNotFoundException('text');
    expect(error).to.be.instanceOf(lib.UserNotFoundException).and.instanceOf(lib.ServiceError);
    expect(lib.isForgotPasswordError(error)).to.equal(true);
    for (const each of made) expect(copy.isForgotPasswordError(each)).to.equal(true);
    expect(new copy.ConfigurationError('text')).not.to.be.instanceOf(lib.ServiceError);
  });

  it('are recognised by their brand, and nothing else is', () => {
    for (const error of made) expect(lib.isForgotPasswordError(error)).to.equal(true);
    const others = [
      new Error('x'),
      new TypeError('x'),
      { ...made[0] },
      null,
      undefined,
      5,
      'ServiceError',
      {},
      Symbol('x'),
    ];
    for (const other of others) expect(lib.isForgotPasswordError(other)).to.equal(false);
  });

  it('become JSON with their fields, name and message, and without stack or cause', () => {
    const cause = new Error('cause');
    const error = new lib.TransportError('text', { phase: 'connect', code: 'ERR_TRANSPORT_DNS', host: 'a.b', cause });
    expect(error.cause).to.equal(cause);
    expect(JSON.parse(JSON.stringify(error))).to.deep.equal({
      name: 'TransportError',
      code: 'ERR_TRANSPORT_DNS',
      message: 'text',
      outcome: 'not-sent',
      phase: 'connect',
      host: 'a.b',
      retryable: true,
    });
  });

  it('become the same JSON however many were made before', () => {
    // Engines change their ways once a constructor is warm.
    const make = (): string => JSON.stringify(new lib.ResponseError('text'));
    const texts = new Set(Array.from({ length: 20_000 }, make));
    expect([...texts]).to.have.length(1);
    expect(JSON.parse([...texts][0] as string))
      .to.have.property('message')
      .that.is.a('string');
  });

  it('have no cause where there is none', () => {
    for (const error of made) expect(error).not.to.have.property('cause');
  });

  it('begin their stack with name and message, and then with who made them', () => {
    for (const error of made) {
      const [first, second] = (error.stack ?? '').split('\n');
      expect(first).to.equal(`${error.name}: text`);
      expect(second).to.include('errors.spec.ts');
    }
  });
});
