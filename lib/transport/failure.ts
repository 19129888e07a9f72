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
  ['DNS', /^(ENOTFOUND|EAI_)/],
  ['CONNECT', /^(ECONN|Connection)(REFUSED|Refused)$/],
  ['TIMEOUT', /CONNECT_TIMEOUT/],
  ['TLS', /^(CERT_|ERR_TLS_CERT|UNABLE_TO|.*SELF_SIGNED)/],
];

function failure(problem: TransportProblem, phase: TransportPhase, detail: string, cause?: unknown): TransportError {
  const message = phase === 'connect' ? 'Nothing was sent' : 'A code may have been sent';
  return new TransportError(problem, phase, `${message}: ${detail}`, cause);
}

function codeOf(error: unknown): string {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause ? codeOf(cause) : '';
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
  const code = codeOf(error);
  const [connectProblem] = connectProblems.find(([, codes]) => codes.test(code)) ?? [];
  const detail = code || 'connection failed';
  return failure(connectProblem ?? problem, connectProblem ? 'connect' : phase, detail, error);
}

/** The error of an attempt whose time is over. */
export function timeoutError(phase: TransportPhase, timeoutMs: number): TransportError {
  return failure('TIMEOUT', phase, `timeout after ${Math.ceil(timeoutMs)} ms`);
}
