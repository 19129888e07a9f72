// The one server of all suites, on the loopback interface: scenarios, what they were sent, and the suites' reports.
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Result } from './harness.ts';
import { scenarios } from './scenarios.ts';

/** A request to a scenario, as it arrived. */
export interface Received {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The running server. */
export interface SuiteServer {
  readonly url: string;
  /** The results that a suite hands in; rejects when the signal aborts before. */
  report(runtime: string, signal: AbortSignal): Promise<readonly Result[]>;
  /** Drops all connections. */
  close(): Promise<void>;
}

// As the service answers it: nothing but these three.
const ALLOWED_HEADERS = 'content-type, x-amz-target, x-amz-user-agent';
const EXPOSED_HEADERS = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

/** What has arrived, by path. */
class Log extends EventEmitter {
  readonly #received = new Map<string, Received[]>();

  of(path: string): readonly Received[] {
    return this.#received.get(path) ?? [];
  }

  /** Keeps a request, and says how many of its method its path has had. */
  add(path: string, request: Received): number {
    const all = [...this.of(path), request];
    this.#received.set(path, all);
    this.emit(path);
    return all.filter(({ method }) => method === request.method).length;
  }

  async untilPost(path: string): Promise<void> {
    while (!this.of(path).some(({ method }) => method === 'POST')) await once(this, path);
  }
}

async function handle(incoming: IncomingMessage, response: ServerResponse, log: Log): Promise<void> {
  const { method, url = '/', headers } = incoming;
  const [, first = '', ...rest] = url.split('/');
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
  const body = await text(incoming);
  if (first === 'report') {
    log.emit('report', rest.join('/'), JSON.parse(body));
    response.end();
    return;
  }
  if (first === 'received' || first === 'until-received') {
    const path = `/${rest.join('/')}`;
    if (first === 'until-received') await log.untilPost(path);
    response.end(JSON.stringify(log.of(path)));
    return;
  }
  const count = log.add(url, { method, headers, body });
  if (method === 'OPTIONS') {
    response.writeHead(204, {
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-allow-methods': 'POST',
    });
    response.end();
    return;
  }
  const [name = '', argument = ''] = decodeURIComponent(first).split('.');
  const scenario = scenarios[name];
  const target = String(headers['x-amz-target']);
  if (scenario) await scenario(response, { count, argument, target, body });
  else response.writeHead(418).end();
}

/** Starts the server on a free port. */
export async function startSuiteServer(): Promise<SuiteServer> {
  const log = new Log().setMaxListeners(0);
  const reports = new Map<string, readonly Result[]>();
  log.on('report', (runtime: string, results: readonly Result[]) => {
    reports.set(runtime, results);
    log.emit(`report of ${runtime}`);
  });
  const server = createServer((incoming, response) => {
    handle(incoming, response, log).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async report(runtime, signal) {
      if (!reports.has(runtime)) await once(log, `report of ${runtime}`, { signal });
      return reports.get(runtime) ?? [];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
