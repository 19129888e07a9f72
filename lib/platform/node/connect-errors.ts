// What ends an attempt to connect, beside Node's own errors. Nothing was sent then.
import type { ConnectProblem } from '../../errors/transport-errors.ts';

/** A connection could not be made, and the connector knows why. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly problem: ConnectProblem;
  /** Node's code of what failed; absent where nothing did. */
  readonly code: unknown;

  constructor(problem: ConnectProblem, code?: unknown) {
    super(problem.text);
    this.problem = problem;
    this.code = code;
  }
}

/** Tells a {@link ConnectError} by its name: the connector is loaded by itself, and may be so with a copy of this file. */
export function isConnectError(error: unknown): error is ConnectError {
  return error instanceof Error && error.name === 'ConnectError' && 'problem' in error;
}

/** No connection within the time that `connectTimeoutMs` allows: name resolution, tunnel and TLS included. */
export function connectTimeout(): Error {
  // undici's own code for it, by which it is recognised.
  return Object.assign(new Error('connect timeout'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
}

/** The client was closed while it connected. */
export function connectorClosed(): Error {
  return Object.assign(new Error('The client was closed'), { code: 'UND_ERR_CLOSED' });
}

/** A proxy answered a request for a tunnel with an error. */
export function proxyRefusal(hostname: string, status: number): ConnectError {
  return new ConnectError({
    code: 'ERR_TRANSPORT_PROXY',
    text: `the proxy ${hostname} refused the tunnel with status ${status}`,
    remedy: status === 407 ? 'Check the user name and password of the proxy.' : 'Let the proxy pass this host.',
  });
}

/** No connection to the proxy itself. */
export function proxyUnreachable(hostname: string, cause: unknown): ConnectError {
  const { code } = Object(cause) as { readonly code?: unknown };
  return new ConnectError(
    {
      code: /^E(NOTFOUND|AI_)/.test(String(code)) ? 'ERR_TRANSPORT_DNS' : 'ERR_TRANSPORT_CONNECT',
      text: `the proxy ${hostname} cannot be reached`,
      remedy: 'Check proxyUrl.',
    },
    code,
  );
}
