// Tells what a platform's network error means.
import {
  type ForgotPasswordError,
  isForgotPasswordError,
  TransportError,
  type TransportPhase,
  type TransportProblem,
} from '../errors.ts';

// Codes that are given only where no connection was made, so that they are certain even where the platform hides the
// phase. Names of the system, of Node's TLS, of undici (and so of Node's fetch), and of Bun.
const connectProblems: readonly (readonly [TransportProblem, RegExp])[] = [
  ['DNS', /^E(NOTFOUND|AI_)/],
  ['CONNECT', /^(ECONN|Connection)refused$/i],
  ['TIMEOUT', /CONNECT_TIMEOUT/],
  ['TLS', /^CERT_|TLS_CERT|^UNABLE_TO|SELF_SIGNED/],
];

interface PlatformError {
  readonly code?: unknown;
  /** Of undici's parser: the reply, which may repeat the request. */
  readonly data?: unknown;
  /** Of axios and its kin: the request itself. */
  readonly config?: unknown;
}

/**
 * The error of this package for what a platform threw while an attempt had come as far as `phase`; `problem` is what it
 * is called when its code does not tell.
 */
export function transportError(
  error: unknown,
  phase: TransportPhase,
  problem: TransportProblem = 'FAILED',
): ForgotPasswordError {
  if (isForgotPasswordError(error)) return error;
  const { code, data, config, cause } = Object(error) as PlatformError & { cause?: PlatformError };
  const given = code ?? cause?.code;
  const detail = typeof given === 'string' ? given : problem;
  for (const [connectProblem, codes] of connectProblems) {
    if (codes.test(detail)) return new TransportError(connectProblem, 'connect', detail, error);
  }
  // What holds values of the request is not passed on.
  return new TransportError(problem, phase, detail, data || config || cause?.data ? undefined : error);
}

/** The error of an attempt whose time is over. */
export function timeoutError(phase: TransportPhase, timeoutMs: number): TransportError {
  return new TransportError('TIMEOUT', phase, `after ${Math.ceil(timeoutMs)} ms`);
}
