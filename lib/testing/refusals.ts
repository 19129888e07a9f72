// The service's error replies. Sources: public reports, and AWS's documentation. Where reports differ, the message is a
// stand-in.

/** An error reply of the service. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number;
}

const STATUSES: Readonly<Record<string, number>> = { ForbiddenException: 403, InternalErrorException: 500 };

const ATTEMPTS = 'Attempt limit exceeded, please try after some time.';

/** The default message for each exception. */
const MESSAGES: Readonly<Record<string, string>> = {
  CodeDeliveryFailureException: 'Unable to deliver code to user',
  CodeMismatchException: 'Invalid verification code provided, please try again.',
  ExpiredCodeException: 'Invalid code provided, please request a code again.',
  ForbiddenException: 'Request not allowed due to WAF block.',
  InternalErrorException: 'Something went wrong',
  InvalidEmailRoleAccessPolicyException: 'Role does not have permission to send email',
  InvalidLambdaResponseException: 'Unrecognizable lambda output',
  InvalidParameterException:
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  InvalidPasswordException: 'Password does not conform to policy: Password not long enough',
  InvalidSmsRoleAccessPolicyException: 'Role does not have permission to publish with SNS',
  InvalidSmsRoleTrustRelationshipException: 'Role does not have a trust relationship allowing Cognito to assume it',
  LimitExceededException: ATTEMPTS,
  NotAuthorizedException: 'User password cannot be reset in the current state.',
  OperationNotEnabledException: 'The operation is not enabled in this region.',
  PasswordHistoryPolicyViolationException: 'Password has previously been used',
  ResourceNotFoundException: 'User pool client ID does not exist.',
  TooManyFailedAttemptsException: 'Too many failed attempts',
  TooManyRequestsException: 'Rate exceeded',
  UnexpectedLambdaException: 'Invalid lambda function output : Invalid JSON',
  UserLambdaValidationException: 'CustomMessage failed with error refused.',
  UserNotConfirmedException: 'User is not confirmed.',
  UserNotFoundException: 'Username/client id combination not found.',
};

/** An error reply. Message and status default to the service's for this name. */
export function refusal(
  name: string,
  message: string = MESSAGES[name] ?? name,
  status = STATUSES[name] ?? 400,
): Refusal {
  return { name, message, status };
}
