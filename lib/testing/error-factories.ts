// Creates the errors that the client throws, for specs that use no transport.
import { decide } from '../client/decide.ts';
import type { Outcome, TransportPhase } from '../errors/codes.ts';
import { type AnyForgotPasswordError, ServiceError, TransportError } from '../errors/errors.ts';
import { isServerFaultName } from '../errors/names.ts';
import { failureErrorOf } from '../errors/transport-errors.ts';
import type { OperationName } from '../operations/operation.ts';
import { resetConnection } from './broken-connection.ts';
import { checkExceptionName } from './faults.ts';
import { type Check, checkMembers, oneOf, type Shape, text } from './options.ts';
import { refusal } from './refusals.ts';
import { refuse } from './refuse.ts';
import { OPERATIONS } from './validation.ts';

/** Options of {@link serviceError}. */
export interface ServiceErrorOptions {
  /** Default: the service's message for this name. */
  readonly message?: string | undefined;
  /** The operation that the error answers. Default: `ForgotPassword`. */
  readonly operation?: OperationName | undefined;
}

/** Options of {@link transportError}. */
export interface TransportErrorOptions {
  /** Default: `not-sent` for the phase `connect`, otherwise `unknown`. */
  readonly outcome?: Exclude<Outcome, 'rejected'> | undefined;
  /** Default: `connect` for the outcome `not-sent`, otherwise `request`. */
  readonly phase?: TransportPhase | undefined;
  /** The operation that failed. Default: `ForgotPassword`. */
  readonly operation?: OperationName | undefined;
}

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const operation = optional(oneOf('ForgotPassword', 'ConfirmForgotPassword'));
const serviceShape: Shape<ServiceErrorOptions> = { message: optional(text), operation };
const transportShape: Shape<TransportErrorOptions> = {
  outcome: optional(oneOf('not-sent', 'unknown')),
  phase: optional(oneOf('connect', 'request', 'response')),
  operation,
};

const HOST = 'cognito-idp.eu-west-1.amazonaws.com';
const REQUEST_ID = '00000000-0000-4000-8000-000000000001';

/** Adds what a client adds to the error of the last attempt of a call. */
function finished<CallError extends AnyForgotPasswordError>(
  error: CallError,
  status: number | undefined,
  name: OperationName,
  outcomeBefore: Outcome,
): CallError {
  const { ambiguousErrors, unknownHint } = OPERATIONS[name];
  const facts = { outcomeBefore, ambiguousErrors, delivery: undefined, hasRoom: false };
  const { outcome, retryable } = decide(error, status, facts);
  const hint = [error.hint, outcome === 'unknown' && unknownHint].filter(Boolean).join(' ');
  const reply = status === undefined ? {} : { httpStatusCode: status, requestId: REQUEST_ID };
  const $metadata = { attempts: outcomeBefore === 'unknown' ? 2 : 1, totalRetryDelay: 0, ...reply };
  return Object.assign(error, { outcome, retryable, $metadata }, hint && { hint });
}

/**
 * Creates the error that the client throws when the service answers with this error name. The error has the same class,
 * outcome, reason and hint.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` if the name or an option is invalid.
 * @example
 * client.forgotPassword = () => Promise.reject(serviceError('UserNotFoundException'));
 */
export function serviceError(name: string, options: ServiceErrorOptions = {}): ServiceError {
  checkExceptionName(name);
  checkMembers('serviceError: ', options, serviceShape);
  const { message, status } = refusal(name, options.message);
  const fault = status < 500 && !isServerFaultName(name) ? 'client' : 'server';
  return finished(
    new ServiceError(message, { name, fault }),
    status,
    options.operation ?? 'ForgotPassword',
    'not-sent',
  );
}

/**
 * Creates the error that the client throws when the network fails: a refused connection for `not-sent`, otherwise a reset
 * connection.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` if an option is invalid, or the client never combines
 * the outcome with the phase.
 */
export function transportError(options: TransportErrorOptions = {}): TransportError {
  checkMembers('transportError: ', options, transportShape);
  const { phase = options.outcome === 'not-sent' ? 'connect' : 'request', outcome } = options;
  if (phase !== 'connect' && outcome === 'not-sent') {
    refuse(`transportError: outcome cannot be "not-sent" in the phase "${phase}": something was sent`);
  }
  const code = 'ECONNREFUSED';
  const cause = phase === 'connect' ? Object.assign(new Error(code), { code }) : resetConnection();
  const error = failureErrorOf({ phase, cause }, HOST, { holds: () => false });
  if (!(error instanceof TransportError)) throw error;
  // The service may have received an earlier attempt.
  const outcomeBefore = phase === 'connect' && outcome === 'unknown' ? 'unknown' : 'not-sent';
  return finished(error, undefined, options.operation ?? 'ForgotPassword', outcomeBefore);
}
