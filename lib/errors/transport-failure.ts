// Tells what a platform's network error means.
import {
  BRAND,
  type ForgotPasswordError,
  TransportError,
  type TransportPhase,
  type TransportProblem,
} from './errors.ts';

// What is in codes that are given only where no connection was made, so that they are certain even where the platform
// hides the phase. Names of the system, of TLS, of undici (and so of Node's fetch), and of Bun.
const connecting = /connect_timeout|nrefused|enotfound|eai_|(_|^)cert(_|$)|^unable/i;

interface PlatformError {
  readonly code?: unknown;
  readonly data?: unknown;
}

/**
 * The error of this package for what a platform threw while an attempt had come as far as `phase`; `problem` is what it
 * is called when its code does not tell.
 */
export const transportError = (
  error: unknown,
  phase: TransportPhase,
  problem: 'connect' | 'failed' | 'timeout' = 'failed',
): ForgotPasswordError => {
  if ((error as ForgotPasswordError | undefined)?.[BRAND]) return error as ForgotPasswordError;
  const { cause, code = cause?.code } = Object(error) as PlatformError & { cause?: PlatformError };
  const detail = typeof code === 'string' ? code : problem;
  if (connecting.test(detail)) phase = problem = 'connect';
  return new TransportError(`transport_${problem}`, `${phase}: ${detail}`, {
    phase,
    // Not one that carries more than a description: its request, as those of axios or ky do, or the reply, as a parser's.
    ...((!error ||
      [error, cause].some(
        (each) =>
          (each as PlatformError | undefined)?.data ||
          Object.values(Object(each)).some((value) => typeof value === 'object'),
      ) || { cause: error }) as object),
  });
};

// Codes of an attempt to connect; OpenSSL uses some of those of TLS for an established connection as well.
const connectProblems: readonly (readonly [TransportProblem, RegExp])[] = [
  ['DNS', /^E(NOTFOUND|AI_)/],
  ['TIMEOUT', /CONNECT_TIMEOUT/],
  ['TLS', /^CERT_|TLS_CERT|^UNABLE_TO|SELF_SIGNED|^ERR_SSL_|^EPROTO$/],
];

/** The error of an attempt to connect, which a platform that tells it from all others can name. */
export function connectError(error: unknown): ForgotPasswordError {
  const failure = transportError(error, 'connect', 'connect');
  const problem = connectProblems.find(([, codes]) => codes.test(Object(error).code))?.[0];
  // A certificate that is refused now is refused a moment later as well.
  return problem && failure !== error
    ? Object.assign(failure, { code: `ERR_TRANSPORT_${problem}`, retryable: problem !== 'TLS' })
    : failure;
}
