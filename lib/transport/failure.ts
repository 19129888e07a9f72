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
  readonly data?: unknown;
}

/** Whether an error carries more than a description: its request, as those of axios or ky do, or the reply, as a parser's. */
const isLaden = (error: unknown): unknown =>
  (error as PlatformError | undefined)?.data || Object.values(Object(error)).some((value) => typeof value === 'object');

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
  const { code, cause } = Object(error) as PlatformError & { cause?: PlatformError };
  const given = code ?? cause?.code;
  const detail = typeof given === 'string' ? given : problem;
  const told = isLaden(error) || isLaden(cause) ? undefined : error;
  for (const [connectProblem, codes] of connectProblems) {
    if (codes.test(detail)) return new TransportError(connectProblem, 'connect', detail, told);
  }
  return new TransportError(problem, phase, detail, told);
}

/** The error of an attempt whose time is over. */
export function timeoutError(phase: TransportPhase, timeoutMs: number): TransportError {
  return new TransportError('TIMEOUT', phase, `after ${Math.ceil(timeoutMs)} ms`);
}
