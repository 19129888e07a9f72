import { expect } from 'chai';
import { breakerOf } from '../../lib/bulk/breaker.ts';
import { concernOfError, entryOf } from '../../lib/bulk/concern.ts';
import {
  ConfigurationError,
  RequestValidationError,
  ResponseError,
  ServiceError,
  TransportError,
} from '../../lib/errors/errors.ts';
import type { Reason } from '../../lib/errors/reasons.ts';

const service = (name: string, reason?: Reason, fault: 'client' | 'server' = 'client'): ServiceError =>
  new ServiceError('No.', { name, fault, reason });

const everyones = [
  service('ResourceNotFoundException', 'CLIENT_NOT_FOUND'),
  service('NotAuthorizedException', 'SECRET_HASH_MISSING'),
  service('NotAuthorizedException', 'SECRET_HASH_MISMATCH'),
  service('NotAuthorizedException', 'ADMIN_ONLY_RECOVERY'),
  service('LimitExceededException', 'EMAIL_QUOTA'),
  service('TooManyRequestsException', 'RATE_QUOTA'),
  service('ForbiddenException', 'WAF_BLOCKED'),
  service('InvalidSmsRoleAccessPolicyException', 'POOL_ROLE'),
  service('InvalidEmailRoleAccessPolicyException'),
  service('BadRequest', 'TARGET_LOST'),
  service('OperationNotEnabledException', 'REPLICA_REGION'),
  service('InternalErrorException', undefined, 'server'),
  service('CodeDeliveryFailureException', 'DELIVERY_FAILED'),
  service('UnexpectedLambdaException', 'TRIGGER_FAILED'),
  service('InvalidLambdaResponseException', 'TRIGGER_FAILED'),
  new ConfigurationError('none', { code: 'ERR_CONFIGURATION_REGION' }),
  new TransportError('No host.', { phase: 'connect', code: 'ERR_TRANSPORT_DNS' }),
  new TransportError('late', { code: 'ERR_TRANSPORT_TIMEOUT' }),
  new ResponseError('no JSON'),
];
const users = [
  service('UserNotFoundException', 'USER_NOT_FOUND'),
  service('NotAuthorizedException', 'USER_DISABLED'),
  service('NotAuthorizedException', 'RECOVERY_NOT_ALLOWED_IN_STATE'),
  service('InvalidParameterException', 'NO_VERIFIED_CONTACT'),
  service('LimitExceededException', 'USER_ATTEMPT_LIMIT'),
  service('CodeMismatchException', 'CODE_MISMATCH'),
  new RequestValidationError('No.'),
];
const unclear = [
  service('UserLambdaValidationException', 'TRIGGER_FAILED'),
  service('InvalidParameterException', 'SERVICE_VALIDATION'),
  service('InvalidParameterException'),
  service('SomethingNewException'),
  new Error('aborted'),
];

describe('a failure', () => {
  for (const [concern, errors] of Object.entries({ everyone: everyones, user: users, unclear })) {
    for (const error of errors) {
      it(`concerns ${concern}: ${error.name} ${Object(error).reason ?? ''}`, () => {
        expect(concernOfError(error)).to.equal(concern);
      });
    }
  }

  it('is final for a journal only where the service rejected one user', () => {
    for (const error of [...everyones, ...unclear]) expect(entryOf('rejected', error).outcome).to.equal('not-sent');
    expect(entryOf('rejected', users[0])).to.deep.equal({ outcome: 'rejected', errorName: 'UserNotFoundException' });
    expect(entryOf('rejected', users[4]).outcome).to.equal('not-sent');
    for (const outcome of ['accepted', 'unknown', 'not-sent'] as const) {
      expect(entryOf(outcome, everyones[0]).outcome).to.equal(outcome);
    }
  });
});

describe('a breaker', () => {
  const trips = (stopAfter: number, errors: readonly unknown[]): readonly unknown[] => {
    const breaker = breakerOf(stopAfter);
    return errors.map((error) => breaker.trips(error));
  };

  it('trips after so many failures in a row that concern everyone, also different ones', () => {
    expect(trips(3, everyones.slice(0, 3))).to.deep.equal([undefined, undefined, 'failures']);
  });

  it('trips after so many identical failures in a row that are not known to be one user’s', () => {
    const [validation, other] = [unclear[1], unclear[2]];
    expect(trips(3, [validation, validation, validation])).to.deep.equal([undefined, undefined, 'failures']);
    expect(trips(3, [validation, other, validation])).to.deep.equal([undefined, undefined, undefined]);
  });

  it('begins anew after a success, and after a failure of one user', () => {
    const all = everyones[6];
    expect(trips(2, [all, undefined, all, users[0], all])).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('trips when each of the first 20 users fails in the same way', () => {
    const results = trips(
      5,
      Array.from({ length: 21 }, () => users[0]),
    );
    expect(results.slice(0, 19)).to.deep.equal(Array(19).fill(undefined));
    expect(results[19]).to.equal('uniform');
  });

  it('does not when one of them did not', () => {
    const errors = Array.from({ length: 40 }, (_, index) => (index === 3 ? undefined : users[0]));
    expect(trips(5, errors).every((trip) => trip === undefined)).to.equal(true);
  });

  it('never trips without a limit', () => {
    const errors = Array.from({ length: 40 }, () => everyones[0]);
    expect(trips(Number.POSITIVE_INFINITY, errors).every((trip) => trip === undefined)).to.equal(true);
  });
});
