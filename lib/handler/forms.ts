// From fields to what the service is asked, checked as far as it can be without asking. Pure.
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

const MAX_CODE = 2_048;
const MAX_PASSWORD = 256;

/** A username has no space anywhere, so one at its ends comes from a keyboard that adds it, or from the clipboard. */
const usernameOf = (fields: FieldMap): string => (fields.get('username') ?? '').trim();

// Whatever the client's own ID is: only the username is in question.
const isUsername = (Username: string): boolean => !validateForgotPasswordRequest({ ClientId: 'any', Username }).length;

/** The form of the first step. */
export function requestForm(fields: FieldMap): Checked<RequestForm> {
  const username = usernameOf(fields);
  return isUsername(username) ? { form: { username } } : { refusal: 'invalidRequest' };
}

/** The form of the second step. `passwordAgain`, where given, must be the same as `password`. */
export function confirmForm(fields: FieldMap, isAcceptable: (password: string) => boolean): Checked<ConfirmForm> {
  const username = usernameOf(fields);
  // Messages group the digits of a code; no code has a space in it.
  const code = (fields.get('code') ?? '').replace(/\s/g, '');
  const password = fields.get('password') ?? '';
  if (!isUsername(username) || !code || code.length > MAX_CODE || !password) return { refusal: 'invalidRequest' };
  const isRepeated = (fields.get('passwordAgain') ?? password) === password;
  // Refused here, for everybody alike, so that the service never has to say whose password it would refuse.
  const fits = isRepeated && [...password].length <= MAX_PASSWORD && isAcceptable(password);
  return fits ? { form: { username, code, password } } : { refusal: 'invalidPassword' };
}
