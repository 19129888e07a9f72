// A service on the loopback interface that answers as a spec wants, and keeps what it was sent.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request, or does not. */
export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** A service under a URL of its own. */
export interface Service {
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** Drops all connections. */
  close(): Promise<void>;
}

/** An answer of the JSON 1.1 protocol. */
export function reply(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Starts a service on a free port. */
export async function startService(answer: Answer): Promise<Service> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming;
    const request = { method, path: url, headers, body: await text(incoming) };
    requests.push(request);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Starts a service for as long as `use` takes. */
export async function withService<Result>(answer: Answer, use: (service: Service) => Promise<Result>): Promise<Result> {
  const service = await startService(answer);
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}
