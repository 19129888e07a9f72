// From fields to what the service is asked, checked as far as it can be without asking. Pure.
import { validateConfirmForgotPasswordRequest } from '../operations/confirm-forgot-password.ts';
import { validateForgotPasswordRequest } from '../operations/forgot-password.ts';
import type { AnswerName } from './answers.ts';

type FieldMap = ReadonlyMap<string, string>;

/** What the first step asks for. */
export interface RequestForm {
  readonly username: string;
}

/** What the second step asks for. */
export interface ConfirmForm extends RequestForm {
  readonly code: string;
  readonly password: string;
}

/** A form that may be sent, or the answer to one that may not. */
export type Checked<Form> = { readonly form: Form } | { readonly refusal: AnswerName };

// Whatever the client's own is: only what the user wrote is in question.
const ClientId = 'any';

/** A username has no space anywhere, so one at its ends comes from a keyboard that adds it, or from the clipboard. */
const usernameOf = (fields: FieldMap): string => (fields.get('username') ?? '').trim();

/** The form of the first step. */
export function requestForm(fields: FieldMap): Checked<RequestForm> {
  const username = usernameOf(fields);
  const issues = validateForgotPasswordRequest({ ClientId, Username: username });
  return issues.length ? { refusal: 'invalidRequest' } : { form: { username } };
}

/** The form of the second step. `passwordAgain`, where given, must be the same as `password`. */
export function confirmForm(fields: FieldMap, isAcceptable: (password: string) => boolean): Checked<ConfirmForm> {
  const username = usernameOf(fields);
  // Messages group the digits of a code; no code has a space in it.
  const code = (fields.get('code') ?? '').replace(/\s/g, '');
  const password = fields.get('password') ?? '';
  const request = { ClientId, Username: username, ConfirmationCode: code, Password: password };
  const issues = validateConfirmForgotPasswordRequest(request);
  if (!password || issues.some(({ path }) => path !== '/Password')) return { refusal: 'invalidRequest' };
  // Refused here, for everybody alike, so that the service never has to say whose password it would refuse.
  const isRepeated = (fields.get('passwordAgain') ?? password) === password;
  const fits = !issues.length && isRepeated && isAcceptable(password);
  return fits ? { form: { username, code, password } } : { refusal: 'invalidPassword' };
}
