// A proxy on the loopback interface that opens tunnels, or answers as a spec wants.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Identity } from '../integration/faults/certificates.ts';

/** Answers a CONNECT request on its socket; `authority` is the host and port that it asks for. */
export type ConnectAnswer = (socket: Socket, authority: string) => void;

/** A proxy, and what happened at it. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  /** The requests of every method; the URL of a CONNECT request is the authority that it asks for. */
  readonly requests: readonly IncomingMessage[];
}

/** Connects the client with the port that it asks for, on this machine. */
export const tunnel: ConnectAnswer = (socket, authority) => {
  const onward = connect(Number(authority.split(':').at(-1)), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
};

/** Refuses a tunnel with a status. */
export const refusedWith =
  (status: number): ConnectAnswer =>
  (socket) =>
    socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);

/** Starts a proxy, which speaks TLS where it has an identity. Requests without a tunnel get 502. */
export async function startProxy(answer: ConnectAnswer = tunnel, identity?: Identity): Promise<ConnectProxy> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const server = identity ? createSecureServer(identity) : createServer();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => {
    requests.push(request);
    response.writeHead(502).end();
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    requests.push(request);
    // A server of HTTP leaves its half of a connection open, and nothing reads the socket any more.
    socket.on('end', () => socket.end()).resume();
    answer(socket, request.url ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${identity ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
