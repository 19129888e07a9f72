// Tells what a platform's network error means, and says so to people.
import type { TransportErrorCode, TransportPhase } from './codes.ts';
import { ConfigurationError, ResponseError, TransportError } from './errors.ts';

/** How an attempt failed, as its platform knows it. */
export interface AttemptFailure {
  /** How far it came. */
  readonly phase: TransportPhase;
  /** Whether the platform may have failed to connect, and cannot tell. Then the code of its error decides. */
  readonly mayBeConnecting?: boolean;
  /** What the platform threw; absent where a limit ended the attempt. */
  readonly cause?: unknown;
  /** The time limit that ended it, in milliseconds. */
  readonly timeoutMs?: number;
  /** The option that the time limit comes from. Default: the limit of the attempt. */
  readonly limitName?: string;
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

/** Tells whether a text holds a secret value of the request. */
export type HoldsSecret = (text: string) => boolean;

// Parts of codes that platforms give only where no connection was made: names of the system, of TLS, of undici (and so of
// Node's fetch), and of Bun. As whole words: SOCKET_DISCONNECT_ERROR says nothing of the kind.
const CONNECTING = /connect_timeout|nrefused|enotfound|eai_|(_|^)cert(_|$)|^unable/i;

// What the codes of every platform say; the first row that fits counts.
const CONNECT_PROBLEMS: readonly (readonly [codes: RegExp, problem: ConnectProblem])[] = [
  [
    /ENOTFOUND/,
    { code: 'ERR_TRANSPORT_DNS', text: 'the host does not exist', remedy: 'Check the region or the endpoint.' },
  ],
  [
    /EAI_/,
    { code: 'ERR_TRANSPORT_DNS', text: 'the host could not be looked up', remedy: 'Check the network, and try again.' },
  ],
  [
    /NREFUSED/i,
    { code: 'ERR_TRANSPORT_CONNECT', text: 'nothing listens there', remedy: 'Check host and port of the endpoint.' },
  ],
  [
    /CERT|^UNABLE/,
    { code: 'ERR_TRANSPORT_TLS', text: 'its certificate is not trusted', remedy: 'Check the certificate of the host.' },
  ],
];

interface PlatformError {
  readonly code?: unknown;
  readonly data?: unknown;
  readonly message?: unknown;
  readonly cause?: PlatformError;
}

/** What is known of a platform's error. */
interface CauseFacts {
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** Whether it may be passed on: it carries no data, such as a request (axios, ky) or a reply. */
  readonly isHarmless: boolean;
}

/** Looks at a platform's error; one that cannot be looked at has nothing to say. */
function lookAt(error: unknown, holdsSecret: HoldsSecret): CauseFacts {
  try {
    const { cause, code = cause?.code, message, data } = Object(error) as PlatformError;
    const texts = [code, message, cause?.message].map((text) => (typeof text === 'string' ? text : ''));
    const [givenCode = '', givenMessage = ''] = texts;
    const isClean = !texts.some(holdsSecret);
    const parts = [error, cause].flatMap((each) => Object.values(Object(each)));
    return {
      code: isClean && /^[\w.-]{1,64}$/.test(givenCode) ? givenCode : undefined,
      message: (isClean && givenMessage.slice(0, 1_000)) || undefined,
      isHarmless: isClean && error !== null && !data && !cause?.data && !parts.some((part) => typeof part === 'object'),
    };
  } catch {
    return { code: undefined, message: undefined, isHarmless: false };
  }
}

/** What is missing when the time is over. */
const MISSING: Readonly<Record<TransportPhase, string>> = {
  connect: 'connection to',
  request: 'response from',
  response: 'end of the response from',
};

/**
 * The error of this package for an attempt that failed on the way, and how far it came: as far as its platform says,
 * unless the platform cannot tell and the code of its error can.
 */
export function failureErrorOf(
  failure: AttemptFailure,
  host: string,
  attemptLimitName: string,
  holdsSecret: HoldsSecret,
): readonly [error: ConfigurationError | ResponseError | TransportError, phase: TransportPhase] {
  // Own members only.
  const own: AttemptFailure = Object.assign(Object.create(null), failure);
  const { phase: givenPhase, mayBeConnecting, cause, timeoutMs, maxResponseBytes } = own;
  if (maxResponseBytes !== undefined) {
    const message = `The reply from ${host} is larger than maxResponseBytes (${maxResponseBytes}). Check the endpoint, or raise it.`;
    return [new ResponseError(message, { code: 'ERR_RESPONSE_TOO_LARGE' }), givenPhase];
  }
  if (timeoutMs !== undefined) {
    const limit = own.limitName ?? attemptLimitName;
    const message = `No ${MISSING[givenPhase]} ${host} within ${Math.ceil(timeoutMs)} ms. Raise ${limit} if it needs longer.`;
    return [new TransportError(message, { phase: givenPhase, code: 'ERR_TRANSPORT_TIMEOUT', host }), givenPhase];
  }
  // Of our own platform, which cannot work as it is set up. A custom transport has no say in what is known.
  if (givenPhase === 'connect' && cause instanceof ConfigurationError) return [cause, givenPhase];
  const { code: causeCode, message: causeMessage, isHarmless } = lookAt(cause, holdsSecret);
  const phase = mayBeConnecting && CONNECTING.test(causeCode ?? '') ? 'connect' : givenPhase;
  const suffix = causeCode ? ` (${causeCode})` : '';
  const known = CONNECT_PROBLEMS.find(([codes]) => codes.test(causeCode ?? ''))?.[1];
  const problem = phase === 'connect' ? (own.problem ?? known) : undefined;
  const place = phase === 'request' ? 'before' : 'in the middle of';
  const message =
    phase === 'connect'
      ? `No connection to ${host}${problem ? `: ${problem.text}` : ''}${suffix}. ${problem?.remedy ?? ''}`.trim()
      : `The connection to ${host} failed ${place} the response${suffix}.`;
  // A certificate or a tunnel that is refused now is refused a moment later as well.
  const retryable = /TLS|PROXY/.test(problem?.code ?? '') ? false : undefined;
  const fields = { phase, code: problem?.code, host, retryable, causeCode, causeMessage };
  return [new TransportError(message, { ...fields, cause: isHarmless ? cause : undefined }), phase];
}
