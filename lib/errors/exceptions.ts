// The 22 exceptions that Amazon Cognito's service model lists for ForgotPassword and ConfirmForgotPassword.
//
// The client makes plain ServiceErrors. `instanceof` compares kinds, so that a bundle without these classes loses nothing.
import { ServiceError } from './errors.ts';

/** The code could not be delivered. */
export class CodeDeliveryFailureException extends ServiceError {
  static override readonly kind: string = 'ServiceError.CodeDeliveryFailureException.';
  declare readonly name: 'CodeDeliveryFailureException';
}

/** The confirmation code is wrong. */
export class CodeMismatchException extends ServiceError {
  static override readonly kind: string = 'ServiceError.CodeMismatchException.';
  declare readonly name: 'CodeMismatchException';
}

/** The confirmation code is too old, was used before, or none was asked for. */
export class ExpiredCodeException extends ServiceError {
  static override readonly kind: string = 'ServiceError.ExpiredCodeException.';
  declare readonly name: 'ExpiredCodeException';
}

/** AWS WAF refused the request, by the web ACL of the user pool. */
export class ForbiddenException extends ServiceError {
  static override readonly kind: string = 'ServiceError.ForbiddenException.';
  declare readonly name: 'ForbiddenException';
}

/** The service failed. The only modelled server fault: it may have acted. */
export class InternalErrorException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InternalErrorException.';
  declare readonly name: 'InternalErrorException';
}

/** Cognito may not use the pool's e-mail identity. */
export class InvalidEmailRoleAccessPolicyException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InvalidEmailRoleAccessPolicyException.';
  declare readonly name: 'InvalidEmailRoleAccessPolicyException';
}

/** A Lambda trigger answered with something that Cognito cannot read. */
export class InvalidLambdaResponseException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InvalidLambdaResponseException.';
  declare readonly name: 'InvalidLambdaResponseException';
}

/** The service refused a parameter, or the user has no verified address. */
export class InvalidParameterException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InvalidParameterException.';
  declare readonly name: 'InvalidParameterException';
}

/** The new password breaks the pool's password policy. */
export class InvalidPasswordException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InvalidPasswordException.';
  declare readonly name: 'InvalidPasswordException';
}

/** The pool's SMS role may not publish. */
export class InvalidSmsRoleAccessPolicyException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InvalidSmsRoleAccessPolicyException.';
  declare readonly name: 'InvalidSmsRoleAccessPolicyException';
}

/** The pool's SMS role does not trust Cognito, or its external ID differs. */
export class InvalidSmsRoleTrustRelationshipException extends ServiceError {
  static override readonly kind: string = 'ServiceError.InvalidSmsRoleTrustRelationshipException.';
  declare readonly name: 'InvalidSmsRoleTrustRelationshipException';
}

/** A limit of the user (per hour) or of the account (per day) is reached. Never retried. */
export class LimitExceededException extends ServiceError {
  static override readonly kind: string = 'ServiceError.LimitExceededException.';
  declare readonly name: 'LimitExceededException';
}

/** The user, the secret hash or the pool's settings do not allow it; `reason` says which. */
export class NotAuthorizedException extends ServiceError {
  static override readonly kind: string = 'ServiceError.NotAuthorizedException.';
  declare readonly name: 'NotAuthorizedException';
}

/** The region is a replica of the user pool, in which users cannot reset passwords. */
export class OperationNotEnabledException extends ServiceError {
  static override readonly kind: string = 'ServiceError.OperationNotEnabledException.';
  declare readonly name: 'OperationNotEnabledException';
}

/** The user had the new password before. */
export class PasswordHistoryPolicyViolationException extends ServiceError {
  static override readonly kind: string = 'ServiceError.PasswordHistoryPolicyViolationException.';
  declare readonly name: 'PasswordHistoryPolicyViolationException';
}

/** The app client does not exist, at least not in this region. */
export class ResourceNotFoundException extends ServiceError {
  static override readonly kind: string = 'ServiceError.ResourceNotFoundException.';
  declare readonly name: 'ResourceNotFoundException';
}

/** The user gave too many wrong codes. */
export class TooManyFailedAttemptsException extends ServiceError {
  static override readonly kind: string = 'ServiceError.TooManyFailedAttemptsException.';
  declare readonly name: 'TooManyFailedAttemptsException';
}

/** The account's request rate is exceeded. The service did nothing. */
export class TooManyRequestsException extends ServiceError {
  static override readonly kind: string = 'ServiceError.TooManyRequestsException.';
  declare readonly name: 'TooManyRequestsException';
}

/** A Lambda trigger failed unexpectedly. */
export class UnexpectedLambdaException extends ServiceError {
  static override readonly kind: string = 'ServiceError.UnexpectedLambdaException.';
  declare readonly name: 'UnexpectedLambdaException';
}

/** A Lambda trigger refused the request. */
export class UserLambdaValidationException extends ServiceError {
  static override readonly kind: string = 'ServiceError.UserLambdaValidationException.';
  declare readonly name: 'UserLambdaValidationException';
}

/** The user never confirmed the sign-up. */
export class UserNotConfirmedException extends ServiceError {
  static override readonly kind: string = 'ServiceError.UserNotConfirmedException.';
  declare readonly name: 'UserNotConfirmedException';
}

/** There is no such user. */
export class UserNotFoundException extends ServiceError {
  static override readonly kind: string = 'ServiceError.UserNotFoundException.';
  declare readonly name: 'UserNotFoundException';
}
