// What the handler answers, and which error leads to which answer. Pure: no request, no time.
import type { ForgotPasswordError } from '../errors/base-error.ts';
import { isForgotPasswordError } from '../errors/errors.ts';
import type { HandlerOperation, HandlerPages } from './options.ts';

/** One answer: the same bytes each time. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  /** The page to which a form post is redirected. */
  readonly page?: keyof HandlerPages;
}

const refused = (status: number, error: string, page?: keyof HandlerPages): Answer => ({
  status,
  body: { error },
  ...(page && { page }),
});

/** Every answer there is. */
export const answers = {
  accepted: { status: 202, body: { status: 'accepted' }, page: 'accepted' },
  changed: { status: 200, body: { status: 'password-changed' }, page: 'changed' },
  invalidCode: refused(400, 'invalid_code', 'invalidCode'),
  invalidPassword: refused(400, 'invalid_password', 'invalidPassword'),
  tooMany: refused(429, 'too_many_requests', 'tooMany'),
  unavailable: refused(503, 'unavailable', 'unavailable'),
  // The password may be changed: a second try with the same code would be refused, whether it is or not.
  unknown: { status: 503, body: { error: 'unknown', status: 'sign-in-or-request-new-code' }, page: 'unavailable' },
  invalidRequest: refused(400, 'invalid_request'),
  foreignOrigin: refused(403, 'foreign_origin'),
  notFound: refused(404, 'not_found'),
  methodNotAllowed: refused(405, 'method_not_allowed'),
  bodyTooLarge: refused(413, 'body_too_large'),
  unsupportedType: refused(415, 'unsupported_media_type'),
} as const satisfies Readonly<Record<string, Answer>>;

/** The name of an answer. */
export type AnswerName = keyof typeof answers;

interface Row {
  readonly matches: (error: ForgotPasswordError & { readonly reason?: string }) => boolean;
  readonly ForgotPassword: AnswerName;
  readonly ConfirmForgotPassword: AnswerName;
}

const named =
  (...names: readonly string[]) =>
  ({ name }: { readonly name: string }): boolean =>
    names.includes(name);

const reasoned =
  (...reasons: readonly string[]) =>
  ({ reason }: { readonly reason?: string }): boolean =>
    reason !== undefined && reasons.includes(reason);

const everybody = { ForgotPassword: 'unavailable', ConfirmForgotPassword: 'unavailable' } as const;
const newPassword = { ForgotPassword: 'accepted', ConfirmForgotPassword: 'invalidPassword' } as const;

/**
 * The first row that matches counts.
 *
 * A 503 is a fact about everybody only if the service comes to it before it looks the user up; only such rows may lead to
 * one. Those that look like everybody's but meet only users who exist are left to the last row: a delivery that failed, the
 * quota of e-mails, the pool's roles, a trigger, `LimitExceededException`, which an unknown user never gets.
 */
const ROWS: readonly Row[] = [
  // Sent, and perhaps carried out. A message takes time, so a timeout or a fault may say that the user exists.
  {
    matches: ({ outcome }) => outcome === 'unknown',
    ForgotPassword: 'accepted',
    ConfirmForgotPassword: 'unknown',
  },
  // Nothing was sent: no connection, a wrong set-up. What the user wrote was checked before.
  { matches: ({ outcome }) => outcome === 'not-sent', ...everybody },
  { matches: named('TooManyRequestsException', 'ThrottlingException', 'Throttling', 'SlowDown'), ...everybody },
  { matches: named('ResourceNotFoundException', 'ForbiddenException', 'OperationNotEnabledException'), ...everybody },
  { matches: reasoned('CLIENT_NOT_FOUND', 'SECRET_HASH_MISMATCH', 'SECRET_HASH_MISSING'), ...everybody },
  { matches: reasoned('RATE_QUOTA', 'REPLICA_REGION', 'TARGET_LOST', 'WAF_BLOCKED'), ...everybody },
  { matches: named('InvalidPasswordException', 'PasswordHistoryPolicyViolationException'), ...newPassword },
  // The service checks the form of a password before anything else, e.g. that no space stands at its ends.
  {
    matches: (error) => reasoned('SERVICE_VALIDATION')(error) && /at 'password'/i.test(error.message),
    ...newPassword,
  },
  // Unknown, disabled, unverified, locked out, a wrong code, an expired one: all the same.
  { matches: () => true, ForgotPassword: 'accepted', ConfirmForgotPassword: 'invalidCode' },
];

/** What a failed call is answered with. An error that is not of this package proves nothing: it counts as unknown. */
export function answerTo(error: unknown, operation: HandlerOperation): AnswerName {
  const row = isForgotPasswordError(error) ? ROWS.find(({ matches }) => matches(error)) : ROWS[0];
  return row?.[operation] ?? 'unavailable';
}
