import { RequestValidationError, ResponseError } from '../errors/errors.ts';
import { checked, issuesOf, type ValidationIssue } from '../schema/check.ts';
import { forgotPasswordRequest, forgotPasswordResponse } from '../schema/generated/rules.ts';
import type { ForgotPasswordRequest, ForgotPasswordResponse } from '../schema/generated/types.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The value of `x-amz-target`. */
export const target = 'AWSCognitoIdentityProviderService.ForgotPassword';

/**
 * What is to be sent of a request; `ClientId` is for one that names none.
 *
 * @throws {@link RequestValidationError} when that breaks the schema.
 */
export const checkedRequest = (request: unknown, ClientId: string | undefined): Mutable<ForgotPasswordRequest> =>
  checked(forgotPasswordRequest, request, 'request_invalid', RequestValidationError, {
    ClientId,
  }) as unknown as Mutable<ForgotPasswordRequest>;

/**
 * A reply's members as those of a response.
 *
 * @throws {@link ResponseError} `ERR_RESPONSE_INVALID` when they are not.
 */
export const checkedResponse = (members: unknown): ForgotPasswordResponse =>
  checked(forgotPasswordResponse, members, 'response_invalid', ResponseError) as ForgotPasswordResponse;

/**
 * Everything in which a request breaks `schemas/forgot-password-request.json`; an empty list when it may be sent.
 * Members that are `undefined` or `null` count as absent, as they do when the client sends.
 *
 * @throws what a getter of the value throws.
 * @example
 * validateForgotPasswordRequest({ ClientId: 'abc', Usernam: 'alice' }).map((issue) => issue.message);
 * // ['Username is required', 'Usernam is unknown; did you mean Username?']
 */
export function validateForgotPasswordRequest(value: unknown): readonly ValidationIssue[] {
  return issuesOf(forgotPasswordRequest, value);
}
