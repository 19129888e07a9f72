import { expect } from 'chai';
import { bothBuilds } from '../support/both-builds.ts';
import { refusal } from '../support/loopback.ts';
import { rejectionOf, request, type World } from '../support/world.ts';

// Messages of the service, as they were reported in public, and what each means.
const rows: readonly (readonly [name: string, message: string, reason: string, hint: RegExp])[] = [
  [
    'UserNotFoundException',
    'Username/client id combination not found.',
    'USER_NOT_FOUND',
    /PreventUserExistenceErrors/,
  ],
  [
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
    'NO_VERIFIED_CONTACT',
    /verify.*MFA/i,
  ],
  [
    'NotAuthorizedException',
    'User password cannot be reset in the current state.',
    'RECOVERY_NOT_ALLOWED_IN_STATE',
    /temporary password.*identity provider/i,
  ],
  ['NotAuthorizedException', 'User is disabled.', 'USER_DISABLED', /enable/i],
  ['NotAuthorizedException', 'Contact administrator to reset password.', 'ADMIN_ONLY_RECOVERY', /recovery setting/],
  ['NotAuthorizedException', 'Unable to verify secret hash for client ID', 'SECRET_HASH_MISMATCH', /Username.*Client/i],
  [
    'NotAuthorizedException',
    'Unable to verify secret hash for client 7q0tk5v9oe4bfhs2d8n1m3abcd',
    'SECRET_HASH_MISMATCH',
    /secret/,
  ],
  [
    'NotAuthorizedException',
    'Client ID is configured with secret but SECRET_HASH was not received',
    'SECRET_HASH_MISSING',
    /without a secret/,
  ],
  [
    'NotAuthorizedException',
    'Client 7q0tk5v9oe4bfhs2d8n1m3abcd is configured with secret but SECRET_HASH was not received',
    'SECRET_HASH_MISSING',
    /secret/,
  ],
  ['ResourceNotFoundException', 'User pool client ID does not exist.', 'CLIENT_NOT_FOUND', /region/],
  ['ResourceNotFoundException', 'User pool client 7q0tk5v9oe does not exist.', 'CLIENT_NOT_FOUND', /region/],
  [
    'InvalidParameterException',
    "1 validation error detected: Value '' at 'clientId' failed to satisfy constraint: Member must not be empty",
    'SERVICE_VALIDATION',
    /member/,
  ],
  [
    'InvalidParameterException',
    "2 validation errors detected: Value at 'username' failed to satisfy constraint: x; Value at 'clientId' failed",
    'SERVICE_VALIDATION',
    /member/,
  ],
  ['LimitExceededException', 'Attempt limit exceeded, please try after some time.', 'USER_ATTEMPT_LIMIT', /hour/],
  [
    'LimitExceededException',
    'Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email.',
    'EMAIL_QUOTA',
    /SES/,
  ],
  ['TooManyRequestsException', 'Rate exceeded', 'RATE_QUOTA', /slow/i],
  ['TooManyRequestsException', 'Too many requests', 'RATE_QUOTA', /slow/i],
  ['CodeDeliveryFailureException', 'Invalid email provided', 'DELIVERY_FAILED', /SES.*SNS/],
  ['CodeDeliveryFailureException', 'Unable to send the email', 'DELIVERY_FAILED', /address/],
  ['CodeDeliveryFailureException', 'Unable to deliver code to user', 'DELIVERY_FAILED', /address/],
  ['InvalidSmsRoleAccessPolicyException', 'Role does not have permission to publish', 'POOL_ROLE', /administrator/],
  ['InvalidSmsRoleTrustRelationshipException', 'Role does not trust', 'POOL_ROLE', /role/],
  ['InvalidEmailRoleAccessPolicyException', 'Cognito is not allowed', 'POOL_ROLE', /role/],
  ['UserLambdaValidationException', 'CustomMessage failed with error no thanks.', 'TRIGGER_FAILED', /log/],
  ['InvalidLambdaResponseException', 'Unrecognizable lambda output', 'TRIGGER_FAILED', /log/],
  ['UnexpectedLambdaException', 'Invalid lambda function output : Invalid JSON', 'TRIGGER_FAILED', /log/],
  ['ForbiddenException', 'Request not allowed due to WAF block.', 'WAF_BLOCKED', /web ACL/],
  ['CodeMismatchException', 'Invalid verification code provided, please try again.', 'CODE_MISMATCH', /code/],
  ['ExpiredCodeException', 'Invalid code provided, please request a code again.', 'CODE_EXPIRED', /new code/],
  [
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
    'PASSWORD_POLICY',
    /rule/,
  ],
  ['PasswordHistoryPolicyViolationException', 'Password has previously been used', 'PASSWORD_HISTORY', /another/],
  ['TooManyFailedAttemptsException', 'Too many failed attempts', 'TOO_MANY_FAILED_ATTEMPTS', /new code/],
  ['UserNotConfirmedException', 'User is not confirmed.', 'USER_NOT_CONFIRMED', /sign-up/],
  ['OperationNotEnabledException', 'Operation not enabled in this region', 'REPLICA_REGION', /primary region/],
  ['BadRequest', 'The server did not understand the operation that was requested.', 'TARGET_LOST', /x-amz-target/],
];

// What one of the expressions might take for a message of the table, and what is none.
const unrecognised: readonly (readonly [name: string, message: string])[] = [
  ['NotAuthorizedException', 'Something new.'],
  ['NotAuthorizedException', 'Identity provider is disabled.'],
  ['NotAuthorizedException', 'Incorrect username or password.'],
  ['InvalidParameterException', 'Invalid phone number format.'],
  ['ResourceNotFoundException', 'User pool eu-west-1_x does not exist.'],
  ['LimitExceededException', 'Rate exceeded'],
  ['ForbiddenException', 'Access denied'],
  ['BrandNewException', 'Something new.'],
  ['BrandNewException', ''],
];

/** What the error of this refusal holds. */
async function explanation(world: World, name: string, message: string): Promise<{ reason?: string; hint?: string }> {
  const status = name === 'ForbiddenException' ? 403 : 400;
  const { url } = await world.serve(refusal(name, message, status));
  return rejectionOf(world.client(url, { maxAttempts: 1 }).forgotPassword(request));
}

bothBuilds("the service's message", {
  'that is known': {
    async 'gives the reason, and a sentence on what to do'(world) {
      for (const [name, message, reason, hint] of rows) {
        const error = await explanation(world, name, message);
        expect(error.reason, message).to.equal(reason);
        expect(error.hint)
          .to.match(hint)
          .and.to.match(/^\S.*\.$/);
      }
    },
    async 'is known in any case, with or without a full stop'(world) {
      for (const [name, message, reason] of rows) {
        for (const variant of [
          message.toUpperCase(),
          message.toLowerCase(),
          message.replace(/\.$/, ''),
          `${message}.`,
        ]) {
          expect((await explanation(world, name, variant)).reason, variant).to.equal(reason);
        }
      }
    },
  },
  'that is not known': {
    async 'gives neither reason nor hint'(world) {
      for (const [name, message] of unrecognised) {
        const error = await explanation(world, name, message);
        expect(error, `${name}: ${message}`).not.to.have.any.keys('reason', 'hint');
      }
    },
  },
  'of a proxy that lost the target header': {
    async 'is known without the name of an exception'(world) {
      const body = { message: 'The server did not understand the operation that was requested.', type: 'client' };
      for (const status of [400, 404]) {
        const { url } = await world.serve({ status, body });
        const error = await rejectionOf(world.client(url).forgotPassword(request));
        expect(error).to.include({ name: 'BadRequest', reason: 'TARGET_LOST', outcome: 'rejected', retryable: false });
      }
    },
  },
});
