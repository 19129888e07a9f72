import { forgotPasswordRequest, forgotPasswordResponse } from '../schema/generated/rules.ts';
import type { ForgotPasswordRequest, ForgotPasswordResponse } from '../schema/generated/types.ts';
import type { ValidationIssue } from '../schema/issue.ts';
import type { OperationInput, OperationOutput } from './input.ts';
import { type Operation, requestIssues } from './operation.ts';

/** A request as the client takes it: `ClientId` may come from the client. Members that are null are not sent. */
export interface ForgotPasswordInput extends OperationInput<ForgotPasswordRequest> {}

/** The service's answer, and what is known of the exchange. It means that the request was accepted, not that a code was sent. */
export interface ForgotPasswordOutput extends OperationOutput<ForgotPasswordResponse> {}

/** Sends a code to the user. */
export const forgotPassword: Operation = {
  name: 'ForgotPassword',
  request: forgotPasswordRequest,
  response: forgotPasswordResponse,
  unknownHint: 'A code may have been sent: look for it before you ask for another.',
};

/**
 * Everything in which a request breaks `schemas/forgot-password-request.json`, at most 100 issues; an empty list when it
 * may be sent. Members that are `undefined` or `null` count as absent, as they do when the client sends.
 *
 * @throws what a getter of the value throws.
 * @example
 * validateForgotPasswordRequest({ ClientId: 'abc', Usernam: 'alice' }).map((issue) => issue.message);
 * // ['Username is required', 'Usernam is unknown; did you mean Username?']
 */
export function validateForgotPasswordRequest(value: unknown): readonly ValidationIssue[] {
  return requestIssues(forgotPassword, value);
}
