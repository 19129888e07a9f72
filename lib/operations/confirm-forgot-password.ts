import { confirmForgotPasswordRequest, confirmForgotPasswordResponse } from '../schema/generated/rules.ts';
import type { ConfirmForgotPasswordRequest, ConfirmForgotPasswordResponse } from '../schema/generated/types.ts';
import type { ValidationIssue } from '../schema/issue.ts';
import type { OperationInput, OperationOutput } from './input.ts';
import { type Operation, requestIssues } from './operation.ts';

/** A request as the client takes it: `ClientId` may come from the client. Members that are null are not sent. */
export interface ConfirmForgotPasswordInput extends OperationInput<ConfirmForgotPasswordRequest> {}

/** What is known of the exchange; the service's answer is empty. The new password holds. */
export interface ConfirmForgotPasswordOutput extends OperationOutput<ConfirmForgotPasswordResponse> {}

/** Sets a new password with a code. */
export const confirmForgotPassword: Operation = {
  name: 'ConfirmForgotPassword',
  request: confirmForgotPasswordRequest,
  response: confirmForgotPasswordResponse,
  unknownHint: 'The password may have been changed: try to sign in with the new one, then ask for a new code.',
  // The trigger that these come from runs after the password was saved.
  ambiguousErrors: /Lambda/,
};

/**
 * Everything in which a request breaks `schemas/confirm-forgot-password-request.json`, at most 100 issues; an empty list
 * when it may be sent. Members that are `undefined` or `null` count as absent, as they do when the client sends.
 *
 * @throws what a getter of the value throws.
 * @example
 * validateConfirmForgotPasswordRequest({ ClientId: 'abc', Username: 'alice', Password: 'new' }).map(({ path }) => path);
 * // ['/ConfirmationCode']
 */
export function validateConfirmForgotPasswordRequest(value: unknown): readonly ValidationIssue[] {
  return requestIssues(confirmForgotPassword, value);
}
