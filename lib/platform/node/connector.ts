// Makes the connections of a pool: name resolution, the proxy's tunnel and TLS, all within one time limit.
import { isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { buildConnector } from 'undici';
import { connectorClosed, connectTimeout, proxyUnreachable } from './connect-errors.ts';
import { dial, untilAborted } from './dial.ts';
import { type ForwardProxy, openTunnel } from './tunnel.ts';

/** How a connector connects. */
export interface ConnectorOptions {
  /** For the whole of it, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Certificate authorities in PEM, which replace the built-in ones. */
  readonly authorities: string | undefined;
  readonly proxy: ForwardProxy | undefined;
}

/** Connects for undici. */
export interface Connector {
  readonly connect: buildConnector.connector;
  /** Ends attempts that are in progress. */
  close(): void;
}

/** Secures a connection; the certificate must be that of `hostname`. */
async function secure(
  socket: Socket,
  hostname: string,
  options: ConnectionOptions,
  onSession: (session: Buffer) => void = () => {},
): Promise<Socket> {
  const { connect } = await import('node:tls');
  return new Promise((resolve, reject) => {
    const secured = connect({
      ...options,
      socket,
      host: hostname,
      // No name is sent for an address, but the certificate must still be that of the address.
      servername: isIP(hostname) ? '' : hostname,
      ALPNProtocols: ['http/1.1'],
      // Said, as otherwise NODE_TLS_REJECT_UNAUTHORIZED decides.
      rejectUnauthorized: true,
    });
    // Before the handshake has ended, as TLS 1.2 tells of it by then.
    secured.on('session', onSession);
    secured.once('secureConnect', () => resolve(secured));
    // For good: undici listens only once it has the connection.
    secured.on('error', reject);
  });
}

async function dialProxy({ hostname, port }: ForwardProxy, signal: AbortSignal): Promise<Socket> {
  try {
    return await dial(hostname, port, signal);
  } catch (error) {
    throw signal.aborted ? error : proxyUnreachable(hostname, error);
  }
}

interface Destination {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number;
}

/** Makes a connector. */
export function connectorWith({ connectTimeoutMs, authorities, proxy }: ConnectorOptions): Connector {
  const underWay = new Set<AbortController>();
  const verified: ConnectionOptions = authorities === undefined ? {} : { ca: authorities };
  // Spares the next handshake with the service its longest part.
  let session: Buffer | undefined;
  const keep = (latest: Buffer): void => {
    session = latest;
  };

  const establish = async ({ isSecure, hostname, port }: Destination, signal: AbortSignal): Promise<Socket> => {
    const opened = proxy ? await dialProxy(proxy, signal) : await dial(hostname, port, signal);
    let socket = opened;
    // Each step fails with the connection that it works on.
    const abort = (): unknown => opened.destroy();
    signal.addEventListener('abort', abort);
    try {
      if (proxy) {
        if (proxy.isSecure) socket = await untilAborted(signal, secure(socket, proxy.hostname, verified));
        const authority = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`;
        socket = await untilAborted(signal, openTunnel(socket, proxy, authority));
      }
      if (!isSecure) return socket;
      return await untilAborted(signal, secure(socket, hostname, session ? { ...verified, session } : verified, keep));
    } catch (error) {
      opened.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };

  return {
    connect({ hostname, port, protocol }, callback) {
      const isSecure = protocol === 'https:';
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(connectTimeout()), connectTimeoutMs);
      const finish = (): void => {
        clearTimeout(timer);
        underWay.delete(controller);
      };
      underWay.add(controller);
      establish({ isSecure, hostname, port: Number(port) || (isSecure ? 443 : 80) }, controller.signal)
        .finally(finish)
        .then(
          (socket) => callback(null, socket),
          (error) => callback(error, null),
        );
    },
    close() {
      for (const controller of underWay) controller.abort(connectorClosed());
    },
  };
}
