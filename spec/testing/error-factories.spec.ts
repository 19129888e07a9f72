// The factories must create exactly the errors that the client throws.
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import {
  createCognito,
  type Fault,
  type OperationName,
  serviceError,
  transportError,
} from '../../lib/testing/testing.ts';
import { CLIENT_ID } from './support.ts';

const exceptions = Object.keys(node).filter((name) => name.endsWith('Exception'));

/** The error of a build's client when its call meets a fault. */
async function thrownFor(
  library: typeof node,
  fault: Fault['with'],
  operation: OperationName = 'ForgotPassword',
): Promise<unknown> {
  const cognito = createCognito();
  cognito.fail({ when: 'before', with: fault });
  const client = new library.ForgotPasswordClient({
    region: 'eu-west-1',
    clientId: CLIENT_ID,
    transport: cognito.transport,
    maxAttempts: 1,
  });
  const request = { Username: 'alice', ConfirmationCode: '123456', Password: 'Pass-word-1' };
  const call =
    operation === 'ForgotPassword'
      ? client.forgotPassword({ Username: 'alice' })
      : client.confirmForgotPassword(request);
  return call.then(
    () => expect.fail('It was accepted'),
    (error: unknown) => error,
  );
}

/** All fields of an error except its stack. */
const contentsOf = (error: unknown): unknown => {
  const { name, message, cause, ...rest } = Object(error);
  return {
    prototype: Object.getPrototypeOf(error),
    name,
    message,
    ...rest,
    ...(cause && { cause: cause.code ?? cause.cause.code }),
  };
};

describe('serviceError', () => {
  for (const [build, library] of [
    ['web', web],
    ['node', node],
  ] as const) {
    it(`creates the error of the ${build} build for every exception`, async () => {
      expect(exceptions).to.have.length(22);
      for (const operation of ['ForgotPassword', 'ConfirmForgotPassword'] as const) {
        for (const name of [...exceptions, 'UnheardException']) {
          const thrown = await thrownFor(library, { name }, operation);
          expect(contentsOf(serviceError(name, { operation })), name).to.deep.equal(contentsOf(thrown));
        }
      }
    });
  }

  it("creates an instance of the exception's class, with reason and outcome", () => {
    const error = serviceError('NotAuthorizedException', { message: 'User is disabled.' });
    expect(error).to.be.instanceOf(node.NotAuthorizedException);
    expect(error).to.include({ message: 'User is disabled.', reason: 'USER_DISABLED', outcome: 'rejected' });
    expect(node.isForgotPasswordError(error)).to.equal(true);
  });

  it('refuses an invalid name and an unknown option', () => {
    expect(() => serviceError('No Name')).to.throw(node.ConfigurationError, "The name must be an exception's name");
    expect(() => Reflect.apply(serviceError, undefined, ['A', { messages: '' }])).to.throw(
      node.ConfigurationError,
      'serviceError: messages is unknown; did you mean message?',
    );
  });
});

describe('transportError', () => {
  for (const [build, library] of [
    ['web', web],
    ['node', node],
  ] as const) {
    it(`creates the error of the ${build} build for a reset connection`, async () => {
      for (const operation of ['ForgotPassword', 'ConfirmForgotPassword'] as const) {
        const thrown = await thrownFor(library, 'reset', operation);
        expect(contentsOf(transportError({ operation }))).to.deep.equal(contentsOf(thrown));
      }
    });
  }

  it('combines phase and outcome as the client does', () => {
    const told = (options?: Parameters<typeof transportError>[0]): unknown[] => {
      const { code, phase, outcome } = transportError(options);
      return [code, phase, outcome];
    };
    expect(told({ outcome: 'not-sent' })).to.deep.equal(['ERR_TRANSPORT_CONNECT', 'connect', 'not-sent']);
    expect(told({ phase: 'connect' })).to.deep.equal(['ERR_TRANSPORT_CONNECT', 'connect', 'not-sent']);
    expect(told({ phase: 'response' })).to.deep.equal(['ERR_TRANSPORT_FAILED', 'response', 'unknown']);
    expect(told({ phase: 'connect', outcome: 'unknown' })).to.deep.equal([
      'ERR_TRANSPORT_CONNECT',
      'connect',
      'unknown',
    ]);
    expect(transportError()).to.be.instanceOf(node.TransportError);
  });

  it('refuses combinations that the client never throws', () => {
    expect(() => transportError({ phase: 'request', outcome: 'not-sent' })).to.throw(
      node.ConfigurationError,
      'transportError: outcome cannot be "not-sent" in the phase "request": something was sent',
    );
    expect(() => Reflect.apply(transportError, undefined, [{ outcome: 'rejected' }])).to.throw(
      node.ConfigurationError,
      'transportError: outcome must be "not-sent" or "unknown"',
    );
  });
});
