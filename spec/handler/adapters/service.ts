// The pool of the specs, as a server: for routes that reach it over the network.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { makePool, type Seen } from '../support/pool.ts';

/** A running service. */
export interface Service {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Resolves when so many requests have come, counted from the beginning. */
  arrival(count: number): Promise<void>;
  close(): void;
}

/** Starts a service at a loopback address. */
export async function startService(): Promise<Service> {
  const { transport, seen } = makePool({ existenceErrors: 'LEGACY' });
  const { signal } = new AbortController();
  const server = createServer(async (incoming, outgoing) => {
    const headers = incoming.headers as Record<string, string>;
    const body = await text(incoming);
    const {
      status,
      headers: replied,
      text: reply,
    } = await transport('', {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal,
    });
    server.emit('seen');
    outgoing.writeHead(status, { 'x-amzn-requestid': `${replied.get('x-amzn-requestid')}` }).end(await reply());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async arrival(count) {
      while (seen.length < count) await once(server, 'seen');
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
