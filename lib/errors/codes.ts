// What errors tell: outcomes, codes, and what is known of the exchange.

/**
 * What the service may have done: `not-sent` (it never saw the request), `rejected` (it answered that it did nothing),
 * `unknown` (it may have sent a code, or changed the password).
 */
export type Outcome = 'not-sent' | 'rejected' | 'unknown';

/** How far an attempt came: connecting; sending and waiting for a reply; reading the reply. */
export type TransportPhase = 'connect' | 'request' | 'response';

/** What is known of the exchange with the service. */
export interface ResponseMetadata {
  /** The status of the last reply; absent when there was none. */
  readonly httpStatusCode?: number | undefined;
  /** The service's ID of the request, for AWS Support; absent when the reply gave none in the form of an ID. */
  readonly requestId?: string | undefined;
  /** How many times the request was sent, the first included. */
  readonly attempts: number;
  /** The time spent waiting between attempts, in milliseconds. */
  readonly totalRetryDelay: number;
}

/** The code of a {@link RequestValidationError}. */
export type RequestErrorCode = 'ERR_REQUEST_INVALID';

/** The codes of a {@link ConfigurationError}: an endpoint, an option, the platform, a profile, or the region. */
export type ConfigurationErrorCode =
  | 'ERR_CONFIGURATION_ENDPOINT'
  | 'ERR_CONFIGURATION_OPTION'
  | 'ERR_CONFIGURATION_PLATFORM'
  | 'ERR_CONFIGURATION_PROFILE'
  | 'ERR_CONFIGURATION_REGION';

/** The codes of a {@link ServiceError}, by whose fault it is. */
export type ServiceErrorCode = 'ERR_SERVICE_CLIENT' | 'ERR_SERVICE_SERVER';

/** The codes of a {@link TransportError}: connecting, DNS, TLS, a proxy, a time limit, or anything else. */
export type TransportErrorCode =
  | 'ERR_TRANSPORT_CONNECT'
  | 'ERR_TRANSPORT_DNS'
  | 'ERR_TRANSPORT_FAILED'
  | 'ERR_TRANSPORT_PROXY'
  | 'ERR_TRANSPORT_TIMEOUT'
  | 'ERR_TRANSPORT_TLS';

/** The codes of a {@link ResponseError}. */
export type ResponseErrorCode = 'ERR_RESPONSE_INVALID' | 'ERR_RESPONSE_REDIRECT' | 'ERR_RESPONSE_TOO_LARGE';

/** The codes of a {@link StoppedError}. */
export type StoppedErrorCode =
  | 'ERR_STOPPED_BUDGET'
  | 'ERR_STOPPED_FAILURES'
  | 'ERR_STOPPED_JOURNAL'
  | 'ERR_STOPPED_OUTAGE';

/** Every code that an error of this package can have. */
export type ErrorCode =
  | RequestErrorCode
  | ConfigurationErrorCode
  | ServiceErrorCode
  | TransportErrorCode
  | ResponseErrorCode
  | StoppedErrorCode
  | 'ERR_SKIPPED';
