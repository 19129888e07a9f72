import { expect } from 'chai';
import { breakerOf, concernsAll } from '../../lib/bulk/breaker.ts';
import { ConfigurationError, RequestValidationError, ResponseError, TransportError } from '../../lib/errors/errors.ts';
import { ServiceError } from '../../lib/errors/exceptions.ts';

const service = (name: string, reason?: string, fault: 'client' | 'server' = 'client'): ServiceError =>
  new ServiceError('service_client', 'No.', {
    name,
    outcome: 'rejected',
    retryable: false,
    fault,
    ...(reason && { reason }),
  });

describe('a failure', () => {
  for (const error of [
    service('ResourceNotFoundException', 'CLIENT_NOT_FOUND'),
    service('NotAuthorizedException', 'SECRET_HASH_MISSING'),
    service('NotAuthorizedException', 'SECRET_HASH_MISMATCH'),
    service('NotAuthorizedException', 'ADMIN_ONLY_RECOVERY'),
    service('LimitExceededException', 'EMAIL_QUOTA'),
    service('ForbiddenException', 'WAF_BLOCKED'),
    service('InvalidSmsRoleAccessPolicyException', 'POOL_ROLE'),
    service('InvalidEmailRoleAccessPolicyException'),
    service('400', 'TARGET_LOST'),
    service('InternalErrorException', undefined, 'server'),
    service('CodeDeliveryFailureException', 'DELIVERY_FAILED'),
    service('UnexpectedLambdaException', 'TRIGGER_FAILED'),
    service('InvalidLambdaResponseException', 'TRIGGER_FAILED'),
    new ConfigurationError('configuration_region', 'none'),
    new TransportError('transport_dns', 'ENOTFOUND', { phase: 'connect' }),
    new TransportError('transport_timeout', 'late', { phase: 'request' }),
    new ResponseError('response_invalid', 'no JSON'),
  ]) {
    it(`concerns all users: ${error.name} ${Object(error).reason ?? ''}`, () => {
      expect(concernsAll(error)).to.equal(true);
    });
  }

  for (const error of [
    service('UserNotFoundException', 'USER_NOT_FOUND'),
    service('NotAuthorizedException', 'USER_DISABLED'),
    service('NotAuthorizedException', 'RECOVERY_NOT_ALLOWED_IN_STATE'),
    service('InvalidParameterException', 'NO_VERIFIED_CONTACT'),
    service('LimitExceededException', 'USER_ATTEMPT_LIMIT'),
    service('UserLambdaValidationException', 'TRIGGER_FAILED'),
    service('TooManyRequestsException', 'RATE_QUOTA'),
    new RequestValidationError('request_invalid', 'No.', { issues: [] }),
    new Error('aborted'),
  ]) {
    it(`concerns one user: ${error.name} ${Object(error).reason ?? ''}`, () => {
      expect(concernsAll(error)).to.equal(false);
    });
  }
});

describe('a breaker', () => {
  const all = service('ForbiddenException');

  it('trips after so many failures in a row that concern all', () => {
    const breaker = breakerOf(3);
    expect([breaker.trips(all), breaker.trips(all), breaker.trips(all)]).to.deep.equal([false, false, true]);
  });

  it('begins anew after a success, and after a failure of one user', () => {
    const breaker = breakerOf(2);
    for (const error of [all, undefined, all, service('UserNotFoundException'), all]) {
      expect(breaker.trips(error)).to.equal(false);
    }
  });
});
