import { RequestValidationError } from '../errors.ts';
import type { ForgotPasswordRequest, ForgotPasswordResponse } from '../generated/types.ts';
import { forgotPasswordRequest, forgotPasswordResponse } from '../generated/validators.ts';
import { isObject } from '../is-object.ts';
import { presentMembers } from '../protocol/members.ts';
import { issuesOf, type ValidationIssue } from '../validation/checks.ts';

/** The value of `x-amz-target`. */
export const target = 'AWSCognitoIdentityProviderService.ForgotPassword';

/**
 * What is to be sent of a request; `ClientId` is for one that names none.
 *
 * @throws {@link RequestValidationError} when that breaks the schema.
 */
export function checkedRequest(request: unknown, ClientId: string | undefined): ForgotPasswordRequest {
  const members = presentMembers(request, 'ClientMetadata');
  if (ClientId && isObject(members)) members.ClientId ??= ClientId;
  const issues = issuesOf(forgotPasswordRequest, members);
  if (issues.length) throw new RequestValidationError(issues);
  return members as ForgotPasswordRequest;
}

/** Tells whether a reply's members are those of a response. */
export function isResponse(members: object): members is ForgotPasswordResponse {
  return !issuesOf(forgotPasswordResponse, members).length;
}

/**
 * Everything in which a request breaks `schemas/forgot-password-request.json`; an empty list when it may be sent.
 * Members that are `undefined` or `null` count as absent, as they do when the client sends.
 *
 * @example
 * validateForgotPasswordRequest({ ClientId: 'abc', Usernam: 'alice' }).map((issue) => issue.message);
 * // ['Username is required', 'Usernam is unknown; did you mean Username?']
 */
export function validateForgotPasswordRequest(value: unknown): readonly ValidationIssue[] {
  return issuesOf(forgotPasswordRequest, presentMembers(value, 'ClientMetadata'));
}
