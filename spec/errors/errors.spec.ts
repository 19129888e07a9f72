import { expect } from 'chai';
import * as lib from '../../lib/index.ts';

describe('the errors', () => {
  const rejected = { fault: 'client', outcome: 'rejected', retryable: false } as const;
  const issues = [{ path: '/Username', keyword: 'required', message: 'Username is required' }];
  const made = [
    new lib.RequestValidationError('request_invalid', 'text', { issues }),
    new lib.ConfigurationError('configuration_region', 'text'),
    new lib.TransportError('transport_timeout', 'text', { phase: 'request' }),
    new lib.ResponseError('response_invalid', 'text'),
    new lib.ServiceError('service_client', 'text', { ...rejected, name: 'NewException' }),
    new lib.UserNotFoundException('service_client', 'text', { ...rejected, name: 'UserNotFoundException' }),
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
    ]);
  });

  it('are recognised by their brand, and in both directions by another installed copy too', async () => {
    const file = '../../dist/index.js';
    const copy = (await import(file)) as typeof lib;
    const error = new copy.ConfigurationError('configuration_region', 'text');
    expect(error).not.to.be.instanceOf(lib.ForgotPasswordError);
    expect(lib.isForgotPasswordError(error)).to.equal(true);
    for (const each of made) expect(copy.isForgotPasswordError(each)).to.equal(true);
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
    const error = new lib.TransportError('transport_dns', 'text', { phase: 'connect', cause: new Error('cause') });
    expect(error.cause).to.be.instanceOf(Error);
    expect(JSON.parse(JSON.stringify(error))).to.deep.equal({
      name: 'TransportError',
      code: 'ERR_TRANSPORT_DNS',
      message: 'text',
      outcome: 'not-sent',
      phase: 'connect',
      retryable: true,
    });
  });

  it('become the same JSON however many were made before', () => {
    // Engines change their ways once a constructor is warm.
    const make = (): string => JSON.stringify(new lib.ResponseError('response_invalid', 'text'));
    const texts = new Set(Array.from({ length: 20_000 }, make));
    expect([...texts]).to.have.length(1);
    expect(JSON.parse([...texts][0] as string))
      .to.have.property('message')
      .that.is.a('string');
  });

  it('have no cause where there is none', () => {
    for (const error of made) expect(error).not.to.have.property('cause');
  });
});
