import { REQUEST_ID } from '../answers.ts';
import type { Cases, Library, Rejection } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

const EXCEPTIONS = [
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
] as const satisfies readonly (keyof Library)[];

/** Errors that the service answers with. */
export const refusalCases: Cases = {
  'has a class for each exception of the service, whatever a minifier did': async (harness, lib, ctx) => {
    for (const name of EXCEPTIONS) {
      const { endpointUrl, count } = openScenario(ctx, `refused.${name}`);
      const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl, maxAttempts: 1 }));
      harness.ok(error instanceof lib[name] && error instanceof lib.ServiceError, `${name}: ${error}`);
      const isServers = name === 'InternalErrorException';
      const expected = isServers ? ['ERR_SERVICE_SERVER', 'unknown'] : ['ERR_SERVICE_CLIENT', 'rejected'];
      harness.equal([error.name, error.code, error.outcome], [name, ...expected]);
      harness.equal([error.$metadata?.httpStatusCode, error.$metadata?.requestId], [400, REQUEST_ID]);
      harness.ok(lib.isForgotPasswordError(error) && error instanceof Error, 'not recognised');
      harness.equal(await count(), 1);
    }
  },

  'keeps the name of an exception that it does not know': async (harness, lib, ctx) => {
    const { endpointUrl } = openScenario(ctx, 'refused.BrandNewException');
    const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
    harness.ok(error instanceof lib.ServiceError, `no ServiceError: ${error}`);
    harness.equal([error.name, error.message], ['BrandNewException', 'No.']);
  },

  'finds the name behind a namespace, and in the headers': async (harness, lib, ctx) => {
    const rejectionOf = (scenario: string): Promise<Rejection> =>
      harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl: openScenario(ctx, scenario).endpointUrl }));
    harness.equal((await rejectionOf('refused-namespaced')).name, 'UserNotFoundException');
    const { name, reason, hint } = await rejectionOf('refused-by-header');
    harness.equal([name, reason, typeof hint], ['NotAuthorizedException', 'USER_DISABLED', 'string']);
  },

  'redacts what the service echoes': async (harness, lib, ctx) => {
    const { endpointUrl } = openScenario(ctx, 'refused-echoing');
    const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
    // The client ID is public, and an error about it is useless without it.
    harness.equal(error.message, `1 validation error: ${REQUEST.ClientId},[redacted]`);
    const shown = `${error} ${error.stack} ${JSON.stringify(error)}`;
    harness.ok(!shown.includes(REQUEST.Username), 'the error names the user');
  },

  'makes sense of replies that name nothing': async (harness, lib, ctx) => {
    for (const [scenario, name, outcome] of [
      ['status.400', 'ResponseError', 'unknown'],
      ['status.413', 'ResponseError', 'unknown'],
      ['status.502', 'ResponseError', 'unknown'],
      ['status.599', 'ResponseError', 'unknown'],
      ['refused-by-list', 'InvalidParameterException', 'rejected'],
    ] as const) {
      const { endpointUrl } = openScenario(ctx, scenario);
      const error = await harness.rejection(lib.forgotPassword(REQUEST, { endpointUrl }));
      const isService = name !== 'ResponseError';
      harness.equal(
        [error.name, error.outcome, error instanceof lib.ServiceError],
        [name, outcome, isService],
        scenario,
      );
    }
  },
};
