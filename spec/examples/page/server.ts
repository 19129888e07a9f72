// Serves the page and the route behind it at a loopback address.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createForgotPasswordHandler, type ForgotPasswordHandlerOptions } from 'cognito-forgot-password/handler';

const folder = fileURLToPath(new URL('.', import.meta.url));

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/code.html': ['code.html', 'text/html; charset=utf-8'],
  '/done.html': ['done.html', 'text/html; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
};

const HEADERS = {
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const target = new URL(url, `http://${headers.host}`);
  if (method === 'GET' || method === 'HEAD') return new Request(target, { method });
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers: headers as Record<string, string>,
    // A stream, so that the handler stops reading at its own limit.
    body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
    duplex: 'half',
  };
  return new Request(target, init);
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** A running page. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the page. A form without a script is redirected to the notice that tells what happened. */
export async function startPage(options: Omit<ForgotPasswordHandlerOptions, 'pages'>, port = 0): Promise<PageServer> {
  const handle = createForgotPasswordHandler({
    ...options,
    pages: {
      accepted: '/code.html',
      changed: '/done.html',
      invalidCode: '/code.html#invalidCode',
      invalidPassword: '/code.html#invalidPassword',
      tooMany: '/#tooMany',
      unavailable: '/code.html#unavailable',
    },
  });
  const server = createServer(async (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    const [file, type] = FILES[pathname] ?? [];
    if (!file || !type) return send(await handle(toRequest(incoming)), outgoing);
    outgoing.writeHead(200, { ...HEADERS, 'content-type': type });
    outgoing.end(await readFile(`${folder}${file}`));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
