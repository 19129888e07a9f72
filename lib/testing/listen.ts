// Serves a local port on Node. It loads node:http on the first call, so that other runtimes can load this file.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type Check, checkMembers, type Shape, text } from './options.ts';
import { platformError } from './refuse.ts';
import type { Fate, Reply, Service } from './service.ts';

/** Where to listen. */
export interface ListenOptions {
  /** From 0 to 65,535. Default: 0, any free port. */
  readonly port?: number | undefined;
  /** Default: `127.0.0.1`. */
  readonly host?: string | undefined;
}

/** A listening server. */
export interface Listening {
  /** The server's URL, for `endpointUrl`. */
  readonly url: string;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

const port: Check = (value) =>
  value === undefined || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535)
    ? undefined
    : 'must be a whole number from 0 to 65535';
const shape: Shape<ListenOptions> = { port, host: (value) => (value === undefined ? undefined : text(value)) };

// The headers that the service allows pages of other origins to read and send.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-headers': 'content-type, x-amz-target, x-amz-user-agent',
  'access-control-allow-methods': 'POST',
};

/** Node's `node:http`. Bun, Deno and workerd have a module of this name too, but theirs differs. */
function nodeHttp(): typeof import('node:http') | undefined {
  const { process, navigator } = globalThis as Partial<typeof globalThis>;
  const isOther = process?.versions?.bun || process?.versions?.deno || navigator?.userAgent === 'Cloudflare-Workers';
  return isOther ? undefined : process?.getBuiltinModule?.('node:http');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder();
  let body = '';
  for await (const chunk of request) body += decoder.decode(chunk, { stream: true });
  return body + decoder.decode();
}

function cut({ status, headers, body }: Reply, response: ServerResponse): void {
  const { length } = new TextEncoder().encode(body);
  response.writeHead(status, { ...CORS, ...headers, 'content-length': String(length) });
  response.write(body.slice(0, Math.max(1, body.length / 2)), () => response.socket?.destroy());
}

function give(fate: Fate, response: ServerResponse): void {
  if (fate.kind === 'reset') response.socket?.resetAndDestroy();
  if (fate.kind === 'cut') cut(fate.reply, response);
  if (fate.kind === 'reply') {
    const { status, headers, body } = fate.reply;
    response.writeHead(status, { ...CORS, ...headers }).end(body);
  }
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, PREFLIGHT).end();
    return;
  }
  const { 'x-amz-target': target } = request.headers;
  const body = await bodyOf(request);
  give(await service.receive({ target: Array.isArray(target) ? target[0] : target, body }), response);
}

function started(server: Server, options: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, resolve);
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || !address) return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/**
 * Starts a server.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_PLATFORM` on a platform other than Node, `ERR_CONFIGURATION_OPTION` if
 * an option is unknown or invalid; Node's error (such as `EADDRINUSE`) if it cannot listen.
 */
export async function listenTo(service: Service, options: ListenOptions): Promise<Listening> {
  checkMembers('listen: ', options, shape);
  const http = nodeHttp();
  if (!http) throw platformError('listen works on Node only; use transport or fetch');
  const server = http.createServer((request, response) => {
    serve(service, request, response).catch(() => response.destroy());
  });
  await started(server, { port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return {
    url: urlOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
