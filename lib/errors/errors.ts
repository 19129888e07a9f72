// The errors of this package. `code` tells what happened, `outcome` whether a code may have gone out to the user.
import type { ValidationIssue } from '../schema/check.ts';

/**
 * Whether the service may have sent the user a code: `not-sent` (it never saw the request), `rejected` (it answered
 * that no code went out), `unknown` (a code may have gone out).
 */
export type Outcome = 'not-sent' | 'rejected' | 'unknown';

/** How far an attempt came: connecting; sending, and waiting for an answer; reading the answer. */
export type TransportPhase = 'connect' | 'request' | 'response';

/** What is known of the exchange with the service. */
export interface ResponseMetadata {
  /** The status of the last reply; absent when there was none. */
  readonly httpStatusCode?: number | undefined;
  /** The service's ID of the request, for AWS Support; absent when it gave none. */
  readonly requestId?: string | undefined;
  /** How many times the request was sent, or tried to be sent. */
  readonly attempts: number;
  /** The time spent waiting between attempts, in milliseconds. */
  readonly totalRetryDelay: number;
}

// Registered, so that errors of another installed copy of this package are recognised too.
export const BRAND = Symbol.for('cognito-forgot-password.error');

/** What an error holds beside its code and message. */
export interface ErrorFields {
  readonly cause?: unknown;
  readonly name?: string;
  /** Default: `not-sent`. */
  readonly outcome?: Outcome;
  /** Default: `false`. */
  readonly retryable?: boolean;
  readonly issues?: readonly ValidationIssue[];
  readonly phase?: TransportPhase;
  readonly fault?: 'client' | 'server';
  readonly reason?: string;
  readonly hint?: string;
}

/** The base of every error of this package. Holds no value of the request. */
export abstract class ForgotPasswordError extends Error {
  declare readonly name: string;
  /** A stable identifier of what happened, e.g. `ERR_TRANSPORT_TIMEOUT`. */
  declare readonly code: string;
  /** Whether a code may have gone out. */
  readonly outcome: Outcome = 'not-sent';
  /** Whether the same request may succeed later without a change; with `outcome: 'unknown'`, at the risk of a second code. */
  readonly retryable: boolean = false;
  /** Set where a request was made. */
  declare readonly $metadata?: ResponseMetadata;

  /** `code` is without `ERR_`, and in lower case: so it compresses with the words around it. */
  constructor(code: string, message: string, fields?: ErrorFields) {
    super(message, fields);
    // The message of an Error is not enumerable, and so not in its JSON; stack and cause are to stay so. A class field
    // would not do: V8 of Node 20 defines it as what it was before, once the constructor is warm.
    delete (this as { message?: string }).message;
    Object.assign(this, { message, code: `err_${code}`.toUpperCase() }, fields);
  }

  get [BRAND](): true {
    return true;
  }
}

/** Tells whether a value is an error of this package, of any installed copy. */
export function isForgotPasswordError(value: unknown): value is ForgotPasswordError {
  return (value as { [BRAND]?: unknown } | null | undefined)?.[BRAND] === true;
}

/** The request breaks its schema. Nothing was sent. */
export class RequestValidationError extends ForgotPasswordError {
  override readonly name = 'RequestValidationError';
  declare readonly code: 'ERR_REQUEST_INVALID';
  declare readonly outcome: 'not-sent';
  /** Everything that is wrong with the request. */
  declare readonly issues: readonly ValidationIssue[];
}

/** What is wrong with a configuration: the endpoint, an option, what the platform lacks, a profile, or the region. */
export type ConfigurationProblem = 'ENDPOINT' | 'OPTION' | 'PLATFORM' | 'PROFILE' | 'REGION';

/** The client cannot work as it is set up. Nothing was sent. */
export class ConfigurationError extends ForgotPasswordError {
  override readonly name = 'ConfigurationError';
  declare readonly code: `ERR_CONFIGURATION_${ConfigurationProblem}`;
  declare readonly outcome: 'not-sent';
  /** Everything that is wrong with the options; present where their names and types are what is wrong. */
  declare readonly issues?: readonly ValidationIssue[];
}

/** What went wrong on the way: connecting, resolving the host, TLS, time, or anything later. */
export type TransportProblem = 'CONNECT' | 'DNS' | 'FAILED' | 'TIMEOUT' | 'TLS';

/** The request, or its answer, did not come through: DNS, connection, TLS, reset or timeout. */
export class TransportError extends ForgotPasswordError {
  override readonly name = 'TransportError';
  declare readonly code: `ERR_TRANSPORT_${TransportProblem}`;
  /** How far the attempt came. After `connect` the outcome is `not-sent`, otherwise `unknown`. */
  declare readonly phase: TransportPhase;
  override readonly retryable: boolean = true;
  override readonly outcome: Outcome = (this as TransportError).phase === 'connect' ? 'not-sent' : 'unknown';
}

/** What is wrong with a reply: no JSON object of the right shape, a redirect, or its size. */
export type ResponseProblem = 'INVALID' | 'REDIRECT' | 'TOO_LARGE';

/** A reply that cannot be the service's: no JSON object, of the wrong shape, too large, or a redirect. */
export class ResponseError extends ForgotPasswordError {
  override readonly name = 'ResponseError';
  declare readonly code: `ERR_RESPONSE_${ResponseProblem}`;
  /** Everything that is wrong with the reply; present where it breaks the schema. */
  declare readonly issues?: readonly ValidationIssue[];
  // What breaks the schema may pass; a redirect and an oversized reply are somebody's set-up.
  override readonly retryable = 'issues' in this;
  override readonly outcome = 'unknown';
}

/** What a {@link ServiceError} holds beside its message. */
export interface ServiceErrorFields extends ErrorFields {
  readonly name: string;
  readonly outcome: Outcome;
  readonly retryable: boolean;
  /** Whose fault it is, as the status says. */
  readonly fault: 'client' | 'server';
  /** Tells apart what one exception's name covers, e.g. `USER_DISABLED`; absent where the message is not recognised. */
  readonly reason?: string;
  /** What to do, in a sentence; present where `reason` is. */
  readonly hint?: string;
}

/**
 * The service answered with an error. `name` is the exception's name, or the status where the reply names none;
 * `message` is the service's own, with every sensitive value of the request replaced by `[redacted]`.
 */
export class ServiceError extends ForgotPasswordError implements ServiceErrorFields {
  declare readonly code: 'ERR_SERVICE_CLIENT' | 'ERR_SERVICE_SERVER';
  declare readonly fault: 'client' | 'server';
  declare readonly reason?: string;
  declare readonly hint?: string;
}
