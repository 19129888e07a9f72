// A tunnel through an HTTP proxy: the CONNECT request, and the proxy's answer to it.
import type { Socket } from 'node:net';
import { proxyRefusal } from './connect-errors.ts';

/** A proxy to go through. */
export interface ForwardProxy {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** For the proxy alone. Holds a password: never to be logged. */
  readonly authorization: string | undefined;
}

/** Reads a proxy's URL, which has been checked. */
export function proxyAt(proxyUrl: string): ForwardProxy {
  const { protocol, hostname, port, username, password } = new URL(proxyUrl);
  const isSecure = protocol === 'https:';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    isSecure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 443 : 80),
    authorization: username || password ? `Basic ${Buffer.from(credentials).toString('base64')}` : undefined,
  };
}

/**
 * Asks a proxy, over a connection to it, for a tunnel to `authority` (host and port). Resolves with the connection, which
 * from then on leads there.
 *
 * @throws `ConnectError` when the proxy refuses; Node's own error when its answer does not come, or is no HTTP.
 */
export async function openTunnel(
  socket: Socket,
  { hostname, authorization }: ForwardProxy,
  authority: string,
): Promise<Socket> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const outgoing = request({
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        connection: 'keep-alive',
        'proxy-connection': 'keep-alive',
        ...(authorization && { 'proxy-authorization': authorization }),
      },
      createConnection: () => socket,
    });
    outgoing.once('connect', ({ statusCode = 0 }, tunnel: Socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        resolve(tunnel);
        return;
      }
      tunnel.destroy();
      reject(proxyRefusal(hostname, statusCode));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
