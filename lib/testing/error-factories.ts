// Creates the errors that the client throws, for specs that use no transport.
import type { ResponseMetadata, ServiceError } from '../errors/errors.ts';
import { type Outcome, TransportError, type TransportPhase } from '../errors/errors.ts';
import { connectError, transportError as failureOf } from '../errors/transport-failure.ts';
import { errorOf } from '../protocol/reply.ts';
import { checkExceptionName } from './faults.ts';
import { type Check, checkMembers, oneOf, type Shape, text } from './options.ts';
import { refusal } from './refusals.ts';
import { refuse } from './refuse.ts';

/** Options of {@link serviceError}. */
export interface ServiceErrorOptions {
  /** Default: the service's message for this name. */
  readonly message?: string | undefined;
}

/** Options of {@link transportError}. */
export interface TransportErrorOptions {
  /** Default: `not-sent` for the phase `connect`, otherwise `unknown`. */
  readonly outcome?: Exclude<Outcome, 'rejected'> | undefined;
  /** Default: `connect` for the outcome `not-sent`, otherwise `request`. */
  readonly phase?: TransportPhase | undefined;
}

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const serviceShape: Shape<ServiceErrorOptions> = { message: optional(text) };
const transportShape: Shape<TransportErrorOptions> = {
  outcome: optional(oneOf('not-sent', 'unknown')),
  phase: optional(oneOf('connect', 'request', 'response')),
};

const metadata = (reply: Partial<ResponseMetadata>): { $metadata: ResponseMetadata } => ({
  $metadata: { attempts: 1, totalRetryDelay: 0, ...reply },
});

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
  const error = errorOf(status, { get: () => undefined }, { __type: name, message }, []);
  return Object.assign(error, metadata({ httpStatusCode: status, requestId: '00000000-0000-4000-8000-000000000001' }));
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
  const code = phase === 'connect' ? 'ECONNREFUSED' : 'ECONNRESET';
  const cause = Object.assign(new Error(code), { code });
  const error = phase === 'connect' ? connectError(cause) : failureOf(cause, phase);
  if (!(error instanceof TransportError)) throw error;
  // The service may have received an earlier attempt.
  return Object.assign(
    error,
    outcome && { outcome },
    metadata({ attempts: phase === 'connect' && outcome === 'unknown' ? 2 : 1 }),
  );
}
