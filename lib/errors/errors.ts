// The errors of this package, but for the modelled exceptions of the service.
import type { ValidationIssue } from '../schema/issue.ts';
import { ownCopy } from '../util/is-object.ts';
import { BRAND, ForgotPasswordError, kindOf, nameOf } from './base-error.ts';
import type {
  ConfigurationErrorCode,
  Outcome,
  RequestErrorCode,
  ResponseErrorCode,
  ResponseMetadata,
  ServiceErrorCode,
  StoppedErrorCode,
  TransportErrorCode,
  TransportPhase,
} from './codes.ts';
import { isServerFaultName, isThrottlingName, isTimeoutName } from './names.ts';
import { explain, type Reason } from './reasons.ts';

const NOT_SENT = { outcome: 'not-sent', retryable: false } as const;

/** What a {@link RequestValidationError} holds. */
export interface RequestValidationFields {
  /** What is wrong with the request. Default: none. */
  readonly issues?: readonly ValidationIssue[] | undefined;
}

/** The request breaks its schema. Nothing was sent. */
export class RequestValidationError extends ForgotPasswordError {
  static override readonly kind: string = 'RequestValidationError.';
  declare readonly name: 'RequestValidationError';
  declare readonly code: RequestErrorCode;
  declare readonly outcome: 'not-sent';
  /** What is wrong with the request, at most 100 issues. Holds no value. */
  declare readonly issues: readonly ValidationIssue[];

  constructor(message: string, fields?: RequestValidationFields) {
    super(message, { code: 'ERR_REQUEST_INVALID', ...NOT_SENT, issues: [] }, fields);
  }
}

/** What a {@link ConfigurationError} holds. */
export interface ConfigurationErrorFields {
  /** Default: `ERR_CONFIGURATION_OPTION`. */
  readonly code?: ConfigurationErrorCode | undefined;
  /** What is wrong with the options, where their names and types are. */
  readonly issues?: readonly ValidationIssue[] | undefined;
  readonly cause?: unknown;
}

/** The client cannot work as it is set up. Nothing was sent. */
export class ConfigurationError extends ForgotPasswordError {
  static override readonly kind: string = 'ConfigurationError.';
  declare readonly name: 'ConfigurationError';
  declare readonly code: ConfigurationErrorCode;
  declare readonly outcome: 'not-sent';
  /** What is wrong with the options; present where their names and types are. */
  declare readonly issues?: readonly ValidationIssue[];

  constructor(message: string, fields?: ConfigurationErrorFields) {
    super(message, { code: 'ERR_CONFIGURATION_OPTION', ...NOT_SENT }, fields);
  }
}

/** What a {@link TransportError} holds. */
export interface TransportErrorFields {
  /** How far the attempt came. Default: `request`. */
  readonly phase?: TransportPhase | undefined;
  /** Default: `ERR_TRANSPORT_CONNECT` in the phase `connect`, otherwise `ERR_TRANSPORT_FAILED`. */
  readonly code?: TransportErrorCode | undefined;
  /** Default: `not-sent` in the phase `connect`, otherwise `unknown`. */
  readonly outcome?: Outcome | undefined;
  /** Default: whether the outcome is `not-sent`. */
  readonly retryable?: boolean | undefined;
  /** The host that was called. */
  readonly host?: string | undefined;
  /** What to do. */
  readonly hint?: string | undefined;
  /** The code of the platform's own error. */
  readonly causeCode?: string | undefined;
  /** The message of the platform's own error. */
  readonly causeMessage?: string | undefined;
  readonly cause?: unknown;
}

/** The request, or its reply, did not come through: DNS, connection, TLS, proxy, reset or time limit. */
export class TransportError extends ForgotPasswordError {
  static override readonly kind: string = 'TransportError.';
  declare readonly name: 'TransportError';
  declare readonly code: TransportErrorCode;
  /** How far the attempt came. Only before a request is sent the outcome is `not-sent`. */
  declare readonly phase: TransportPhase;
  /** The host that was called. */
  declare readonly host?: string;
  /** The code of the platform's own error, e.g. `ECONNRESET`. */
  declare readonly causeCode?: string;
  /** The message of the platform's own error, without values of the request. */
  declare readonly causeMessage?: string;

  constructor(message: string, given?: TransportErrorFields) {
    const fields = ownCopy(given);
    const { phase = 'request', outcome = phase === 'connect' ? 'not-sent' : 'unknown' } = fields;
    const code = phase === 'connect' ? 'ERR_TRANSPORT_CONNECT' : 'ERR_TRANSPORT_FAILED';
    super(message, { code, phase, outcome, retryable: outcome === 'not-sent' }, fields);
  }
}

/** What a {@link ResponseError} holds. */
export interface ResponseErrorFields {
  /** Default: `ERR_RESPONSE_INVALID`. */
  readonly code?: ResponseErrorCode | undefined;
  /** What is wrong with the reply, where it breaks its schema. */
  readonly issues?: readonly ValidationIssue[] | undefined;
  /** What to do. */
  readonly hint?: string | undefined;
}

/** A reply that cannot be the service's: not JSON, of the wrong shape, too large, a redirect, or an error without a name. */
export class ResponseError extends ForgotPasswordError {
  static override readonly kind: string = 'ResponseError.';
  declare readonly name: 'ResponseError';
  declare readonly code: ResponseErrorCode;
  declare readonly outcome: 'unknown';
  /** What is wrong with the reply; present where it breaks its schema. */
  declare readonly issues?: readonly ValidationIssue[];

  constructor(message: string, fields?: ResponseErrorFields) {
    super(message, { code: 'ERR_RESPONSE_INVALID', outcome: 'unknown', retryable: false }, fields);
  }
}

/** What a {@link ServiceError} holds. */
export interface ServiceErrorFields {
  /** The exception's name. Default: that of the class. */
  readonly name?: string | undefined;
  /** Default: `server` for the names of server faults, otherwise `client`. */
  readonly fault?: 'client' | 'server' | undefined;
  /** Default: `unknown` after a fault of the server or a timeout of its own, otherwise `rejected`. */
  readonly outcome?: Outcome | undefined;
  /** Default: what the message is known to mean. */
  readonly reason?: Reason | undefined;
  /** Default: what to do about that. */
  readonly hint?: string | undefined;
  /** Detail that the service gives with an `InvalidParameterException`. */
  readonly reasonCode?: string | undefined;
  readonly $metadata?: ResponseMetadata | undefined;
}

/**
 * The service answered with an error. `message` is the service's own, with every sensitive value of the request replaced
 * by `[redacted]`.
 */
export class ServiceError extends ForgotPasswordError {
  static override readonly kind: string = 'ServiceError.';
  declare readonly code: ServiceErrorCode;
  /** Whose fault it is. */
  declare readonly fault: 'client' | 'server';
  /** Tells apart what one exception's name covers, e.g. `USER_DISABLED`; absent where the message is not recognised. */
  declare readonly reason?: Reason;
  /** Detail that the service gives with an `InvalidParameterException`. */
  declare readonly reasonCode?: string;

  constructor(message: string, given?: ServiceErrorFields) {
    const fields = ownCopy(given);
    const {
      name = nameOf(new.target.kind),
      fault = isServerFaultName(name) ? 'server' : 'client',
      outcome = fault === 'server' || isTimeoutName(name) ? 'unknown' : 'rejected',
      reason,
    } = fields;
    const code = fault === 'server' ? 'ERR_SERVICE_SERVER' : 'ERR_SERVICE_CLIENT';
    const explanation = reason ? undefined : explain(name, message);
    const retryable = outcome === 'rejected' && isThrottlingName(name);
    super(message, { code, fault, outcome, retryable, ...explanation }, fields);
  }

  override get [BRAND](): string {
    return `ServiceError.${this.name}.`;
  }
}

/** What a {@link StoppedError} holds. */
export interface StoppedErrorFields {
  readonly code: StoppedErrorCode;
  readonly cause?: unknown;
}

/** A batch ended before its source did. What it had not begun was not sent. */
export class StoppedError extends ForgotPasswordError {
  static override readonly kind: string = 'StoppedError.';
  declare readonly name: 'StoppedError';
  declare readonly code: StoppedErrorCode;
  declare readonly outcome: 'not-sent';

  constructor(message: string, fields: StoppedErrorFields) {
    super(message, { ...NOT_SENT, code: fields.code }, fields);
  }
}

/** What a {@link SkippedError} holds. */
export interface SkippedErrorFields {
  /** What became of the record, or of the same one, before. */
  readonly outcome: Outcome;
  /** The name of the error that it failed with then. */
  readonly errorName?: string | undefined;
}

/** A record that is not sent: the journal knows it, or it is the same as one before it that was not accepted. */
export class SkippedError extends ForgotPasswordError {
  static override readonly kind: string = 'SkippedError.';
  declare readonly name: 'SkippedError';
  declare readonly code: 'ERR_SKIPPED';
  declare readonly outcome: Outcome;
  /** The name of the error that the record failed with in the earlier run; absent where that run ended before it knew. */
  declare readonly errorName?: string;

  constructor(message: string, fields: SkippedErrorFields) {
    super(message, { code: 'ERR_SKIPPED', outcome: fields.outcome, retryable: false }, fields);
  }
}

/** Every error of this package; `code` tells them apart. */
export type AnyForgotPasswordError =
  | RequestValidationError
  | ConfigurationError
  | ServiceError
  | TransportError
  | ResponseError
  | StoppedError
  | SkippedError;

/** Tells whether a value is an error of this package, of any installed copy. */
export function isForgotPasswordError(value: unknown): value is AnyForgotPasswordError {
  return typeof kindOf(value) === 'string';
}
