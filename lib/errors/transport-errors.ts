// Tells what a platform's network error means, and says so to people.
import { ownCopy, tagOf } from '../util/is-object.ts';
import type { TransportErrorCode, TransportPhase } from './codes.ts';
import { ConfigurationError, ResponseError, TransportError } from './errors.ts';

/** A time limit that ended an attempt. */
export interface TimeLimit {
  /** In milliseconds. */
  readonly timeoutMs: number;
  /** The option that it comes from. */
  readonly limitName: string;
}

/** How an attempt failed, as its platform knows it. */
export interface AttemptFailure extends Partial<TimeLimit> {
  /** How far it came; absent before a reply where the platform cannot tell. Then the code of its error decides. */
  readonly phase?: TransportPhase | undefined;
  /** What the platform threw; absent where a limit ended the attempt. */
  readonly cause?: unknown;
  /** The size limit that ended it, in bytes. */
  readonly maxResponseBytes?: number;
  /** What the platform knows of a connection that could not be made. */
  readonly problem?: ConnectProblem | undefined;
}

/** Why a connection could not be made. */
export interface ConnectProblem {
  readonly code: TransportErrorCode;
  /** Goes on after `No connection to HOST: `. */
  readonly text: string;
  /** A sentence. */
  readonly remedy: string;
}

/** The secret values of a request. */
export interface SecretValues {
  /** Whether a text holds one of them. */
  holds(text: string): boolean;
}

// Codes that platforms give only where no connection was made: names of the system, of TLS, of undici (and so of Node's
// fetch), and of Bun. Parts of them are whole words: SOCKET_DISCONNECT_ERROR says nothing of the kind.
const CONNECT_PROBLEMS: readonly (ConnectProblem & { readonly match: RegExp })[] = [
  {
    match: /ENOTFOUND/i,
    code: 'ERR_TRANSPORT_DNS',
    text: 'the host does not exist',
    remedy: 'Check the region or the endpoint.',
  },
  {
    match: /EAI_/i,
    code: 'ERR_TRANSPORT_DNS',
    text: 'the host could not be looked up',
    remedy: 'Check the network.',
  },
  {
    match: /NREFUSED/i,
    code: 'ERR_TRANSPORT_CONNECT',
    text: 'nothing listens there',
    remedy: 'Check host and port of the endpoint.',
  },
  {
    match: /CONNECT_TIMEOUT/i,
    code: 'ERR_TRANSPORT_CONNECT',
    text: 'the host does not answer',
    remedy: 'Check the network.',
  },
  {
    match: /(_|^)CERT(_|$)|^UNABLE/i,
    code: 'ERR_TRANSPORT_TLS',
    text: 'its certificate is not trusted',
    remedy: 'Check the certificate of the host.',
  },
];

/** What may be told of a platform's error. */
interface CauseFields {
  readonly causeCode?: string | undefined;
  readonly causeMessage?: string | undefined;
  readonly cause?: unknown;
}

/** A member of a value itself: what every object inherits says nothing of an error. */
const ownOf = (value: unknown, name: string): unknown =>
  Object.hasOwn(Object(value), name) ? Object(value)[name] : undefined;

const isError = (value: unknown): boolean => /Error|Exception/.test(tagOf(value));

/**
 * Whether nobody can learn a secret value from an error, however they look at it: it holds harmless primitives and errors
 * like it, so many levels deep. A request (axios, ky) or a reply in it has too many places to look through.
 */
function isHarmless(value: unknown, secrets: SecretValues, levels = 5): boolean {
  const object = Object(value);
  if (object === value && (!levels || object.data || ![value].flat().every(isError))) return false;
  if (secrets.holds(String(value))) return false;
  const isTold = (key: PropertyKey): boolean =>
    !secrets.holds(String(key)) && isHarmless(object[key], secrets, levels - 1);
  return object !== value || Reflect.ownKeys(object).every(isTold);
}

/** Looks at a platform's error; one that cannot be looked at has nothing to say. */
function causeFieldsOf(error: unknown, secrets: SecretValues): CauseFields {
  const telling = (value: unknown): string => (typeof value === 'string' && !secrets.holds(value) ? value : '');
  try {
    const code = ownOf(error, 'code') ?? ownOf(ownOf(error, 'cause'), 'code');
    return {
      causeCode: /^[\w.-]{1,64}$/.exec(telling(code))?.[0],
      causeMessage: telling(Object(error).message).slice(0, 1_000) || undefined,
      cause: isHarmless(error, secrets) ? (error ?? undefined) : undefined,
    };
  } catch {
    return {};
  }
}

/** What is missing when the time is over. */
const MISSING: Readonly<Record<TransportPhase, string>> = {
  connect: 'connection to',
  request: 'response from',
  response: 'end of the response from',
};

/** The error for an attempt that failed at the network. */
function networkErrorOf(
  { phase: given, cause, problem: ofPlatform }: AttemptFailure,
  host: string,
  secrets: SecretValues,
): TransportError {
  const fields = causeFieldsOf(cause, secrets);
  const { causeCode } = fields;
  const known = CONNECT_PROBLEMS.find(({ match }) => causeCode && match.test(causeCode));
  const phase = given ?? (known ? 'connect' : 'request');
  const problem = phase === 'connect' ? (ofPlatform ?? known) : undefined;
  const code = causeCode ? ` (${causeCode})` : '';
  const detail = problem ? `: ${problem.text}${code}. ${problem.remedy}` : `${code}.`;
  const place = phase === 'request' ? 'before' : 'during';
  const message =
    phase === 'connect'
      ? `No connection to ${host}${detail}`
      : `The connection to ${host} failed ${place} the response${code}.`;
  return new TransportError(message, { phase, code: problem?.code, host, ...fields });
}

/** The error of this package for an attempt that failed on the way; its phase and outcome tell how far that came. */
export function failureErrorOf(
  failure: AttemptFailure,
  host: string,
  secrets: SecretValues,
): ConfigurationError | ResponseError | TransportError {
  const own: AttemptFailure = ownCopy(failure);
  const { phase = 'request', cause, timeoutMs, limitName, maxResponseBytes } = own;
  if (maxResponseBytes !== undefined) {
    const message = `The reply from ${host} is larger than maxResponseBytes (${maxResponseBytes}). Check the endpoint, or raise it.`;
    return new ResponseError(message, { code: 'ERR_RESPONSE_TOO_LARGE' });
  }
  if (timeoutMs !== undefined) {
    const message = `No ${MISSING[phase]} ${host} within ${Math.ceil(timeoutMs)} ms. Raise ${limitName} if it needs longer.`;
    return new TransportError(message, { phase, code: 'ERR_TRANSPORT_TIMEOUT', host });
  }
  // Of our own platform, which cannot work as it is set up. A custom transport has no say in what is known.
  if (phase === 'connect' && cause instanceof ConfigurationError) return cause;
  return networkErrorOf(own, host, secrets);
}
