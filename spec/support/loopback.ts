// The one server of the specs that decides on bytes and connections: half a reply, a wrong length, a reset, a reply that
// waits, or a script of such replies at one address. What Cognito says comes from `./testing`: specs use it alone
// (`cognito.ts`) where bytes, headers and connections do not matter, and behind this server (`answersOf`) where they do.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Identity } from '../integration/faults/certificates.ts';

/** One request as it came in. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether it came in a TLS session that an earlier connection began. */
  readonly isTlsResumed: boolean;
}

/** What to do with a request; plain data. Without anything: an empty success. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text is sent as it is; anything else as JSON. */
  readonly body?: unknown;
  /** A body that is written chunk by chunk, as fast as the client reads. */
  readonly chunks?: Iterable<Uint8Array>;
  /** Bytes to write to the connection in place of an HTTP reply. */
  readonly raw?: string;
  /** Waits for `release` before it answers. */
  readonly held?: boolean;
  /** What follows the answer: a clean end, nothing at all, a closed connection, or a reset one. */
  readonly after?: 'end' | 'hang' | 'close' | 'reset';
}

/** Decides on the answer to a request once it is there. */
export type Answerer = (request: ReceivedRequest) => Answer | Promise<Answer>;

/** A server, and what happened at it. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** Resolves with the request of that number, counted from 1, once all of it is there. */
  readonly arrival: (count: number) => Promise<ReceivedRequest>;
  /** Resolves when a connection has ended, whoever ended it. */
  readonly disconnection: () => Promise<void>;
  /** Lets the answers go that are held. */
  readonly release: () => void;
}

const METADATA = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-1' };

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function give(answer: Answer, response: ServerResponse): void {
  const { status = 200, headers, body = {}, chunks, raw, after = 'end' } = answer;
  const { socket } = response;
  // The client did not wait.
  if (!socket || socket.destroyed) return;
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const finish = (): void => {
    if (after === 'close') socket.end();
    if (after === 'reset') socket.resetAndDestroy();
  };
  if (raw !== undefined) {
    socket.write(raw, () => (after === 'end' ? socket.end() : finish()));
  } else if (chunks) {
    Readable.from(chunks).pipe(response.writeHead(status, { ...METADATA, ...headers }));
  } else if (after === 'end') {
    response.writeHead(status, { ...METADATA, ...headers }).end(text);
  } else if (body === '') {
    finish();
  } else {
    response.writeHead(status, { ...METADATA, ...headers }).write(text, finish);
  }
}

type Answers = readonly (Answer | Answerer)[];

/** Starts a server that gives the answers one by one, and then the last one again and again. */
export const loopback = (...answers: Answers): Promise<Loopback> => start(undefined, answers);

/** Starts such a server that speaks TLS. */
export const secureLoopback = (identity: Identity, ...answers: Answers): Promise<Loopback> => start(identity, answers);

async function start(identity: Identity | undefined, answers: Answers): Promise<Loopback> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let connections = 0;

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request).catch(() => undefined);
    // The client went away in the middle.
    if (body === undefined) return;
    const { method = '', url = '', headers, socket } = request;
    const next = answers[Math.min(requests.length, answers.length - 1)] ?? {};
    const isTlsResumed = socket instanceof TLSSocket && socket.isSessionReused();
    const received: ReceivedRequest = { method, url, headers, body, isTlsResumed };
    requests.push(received);
    server.emit('arrival');
    const answer = typeof next === 'function' ? await next(received) : next;
    if (answer.held) held.push(() => give(answer, response));
    else give(answer, response);
  };
  const server = identity ? createSecureServer(identity, onRequest) : createServer(onRequest);
  // Long enough that it is never this server that ends an idle connection.
  server.keepAliveTimeout = 600_000;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      server.emit('disconnection');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `${identity ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    async arrival(count) {
      while (requests.length < count) await once(server, 'arrival');
      return requests[count - 1] as ReceivedRequest;
    },
    async disconnection() {
      if (sockets.size) await once(server, 'disconnection');
    },
    release() {
      for (const answer of held.splice(0)) answer();
    },
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A loopback address at which nothing listens. */
export async function deadUrl(): Promise<string> {
  const server = await loopback();
  await server[Symbol.asyncDispose]();
  return server.url;
}

/** A server that is connected to, and no more. */
export interface MuteServer extends Pick<Loopback, 'url' | 'connections'>, AsyncDisposable {
  /** Resolves with the next connection. */
  readonly connection: () => Promise<void>;
}

/** A server that takes connections and says nothing, so that no TLS handshake with it comes to an end. */
export async function muteServer(): Promise<MuteServer> {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket.on('error', () => {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.length,
    connection: async () => void (await once(server, 'connection')),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Starts a server for as long as `use` takes. */
export async function withLoopback<Result>(
  answers: Answers,
  use: (server: Loopback) => Promise<Result>,
): Promise<Result> {
  const server = await loopback(...answers);
  try {
    return await use(server);
  } finally {
    await server[Symbol.asyncDispose]();
  }
}

/** The reply of a refusal. */
export function refusal(name: string, message = 'No.', status = 400): Answer {
  return { status, body: { __type: name, message } };
}

/** An answer that never comes. */
export const silence: Answer = { body: '', after: 'hang' };

/** A connection that is reset after the request was heard. */
export const reset: Answer = { body: '', after: 'reset' };
