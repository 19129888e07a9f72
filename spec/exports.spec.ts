import { expect } from 'chai';
import * as web from '../lib/index.ts';
import * as node from '../lib/node.ts';

const exceptions = [
  'CodeDeliveryFailureException',
  'CodeMismatchException',
  'ExpiredCodeException',
  'ForbiddenException',
  'InternalErrorException',
  'InvalidEmailRoleAccessPolicyException',
  'InvalidLambdaResponseException',
  'InvalidParameterException',
  'InvalidPasswordException',
  'InvalidSmsRoleAccessPolicyException',
  'InvalidSmsRoleTrustRelationshipException',
  'LimitExceededException',
  'NotAuthorizedException',
  'OperationNotEnabledException',
  'PasswordHistoryPolicyViolationException',
  'ResourceNotFoundException',
  'TooManyFailedAttemptsException',
  'TooManyRequestsException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
  'UserNotFoundException',
];

describe('the two builds', () => {
  it('export the same names', () => {
    expect(Object.keys(node).sort()).to.deep.equal(Object.keys(web).sort());
  });

  it('export everything that the contract names, and nothing by default', () => {
    expect(Object.keys(web)).to.include.members([
      ...exceptions,
      'ConfigurationError',
      'ForgotPasswordClient',
      'ForgotPasswordError',
      'RequestValidationError',
      'ResponseError',
      'ServiceError',
      'SkippedError',
      'StoppedError',
      'TransportError',
      'computeSecretHash',
      'confirmForgotPassword',
      'forgotPassword',
      'isForgotPasswordError',
      'resolveEndpoint',
      'validateConfirmForgotPasswordRequest',
      'validateForgotPasswordRequest',
    ]);
    expect(web).not.to.have.property('default');
    expect(node).not.to.have.property('default');
  });

  it('share their error classes and functions, and differ in what sends', () => {
    const counterparts = new Map<string, unknown>(Object.entries(node));
    const differing = Object.entries(web).flatMap(([name, value]) => (counterparts.get(name) === value ? [] : [name]));
    expect(differing).to.include.members(['ForgotPasswordClient', 'confirmForgotPassword', 'forgotPassword']);
    expect(web.ServiceError).to.equal(node.ServiceError);
  });
});
