// Serves a folder to a browser, under an origin that is not the server's of the scenarios.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** A running page server. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
};

/**
 * Starts it on a free port. Its pages may run only what is a file: neither inline code nor code made of strings; and may
 * call only these servers.
 */
export async function startPageServer(folder: string, ...serverUrls: readonly string[]): Promise<PageServer> {
  const policy = `default-src 'none'; script-src 'self'; frame-src 'self'; connect-src ${serverUrls.join(' ')}`;
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const path = normalize(new URL(url, 'http://localhost').pathname);
      const content = await readFile(join(folder, path));
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // Another name for the same host, and another port.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
