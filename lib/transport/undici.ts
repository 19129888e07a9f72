// The transport of the Node build: an undici pool per origin, used at the level of its dispatch handlers, where it is
// known exactly whether a request has been given to a connection.
import type { Dispatcher } from 'undici';
import type { ForgotPasswordClientConfig } from '../client-config.ts';
import { ConfigurationError, type TransportPhase, type TransportProblem } from '../errors.ts';
import { bodyReader } from './body.ts';
import { startDeadline } from './deadline.ts';
import { timeoutError, transportError } from './failure.ts';
import type { Reply, TimedTransport, TransportRequest } from './transport.ts';

/** What kept a connection from being made. OpenSSL uses some of these codes for an established one as well. */
function connectProblem(error: unknown): TransportProblem {
  return /^(ERR_SSL_|EPROTO$)/.test(Object(error).code) ? 'TLS' : 'CONNECT';
}

type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Sends one attempt through a dispatcher, and settles within its time. */
function exchange(
  dispatcher: Dispatcher,
  { origin, pathname }: URL,
  { method, headers, body }: TransportRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  maxResponseBytes: number,
  onSend: () => void,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    // Until undici has written the request to a connection, the service cannot have seen it.
    let phase: TransportPhase = 'connect';
    let controller: Dispatcher.DispatchController | undefined;
    let ended: Error | undefined;
    let status = 0;
    let incoming: IncomingHeaders = {};
    const read = bodyReader(maxResponseBytes);

    const end = (reason: unknown): void => {
      reject(reason);
      ended = reason instanceof Error ? reason : new Error('aborted');
      controller?.abort(ended);
    };
    const stop = startDeadline(timeoutMs, signal, () => end(timeoutError(phase, timeoutMs)), end);
    const fail = (error: unknown): void => {
      stop();
      end(transportError(error, phase, phase === 'connect' ? connectProblem(error) : 'FAILED'));
    };
    const guarded = (step: () => void): void => {
      try {
        step();
      } catch (error) {
        fail(error);
      }
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        // Ended while it waited for a connection: undici writes nothing after this.
        if (ended) return started.abort(ended);
        phase = 'request';
        onSend();
      },
      onResponseStart(_controller, statusCode, received) {
        // 1xx replies announce the one that counts.
        if (statusCode < 200) return;
        phase = 'response';
        status = statusCode;
        incoming = received;
      },
      onResponseData: (_controller, chunk) => guarded(() => read(chunk)),
      onResponseEnd: () =>
        guarded(() => {
          const text = read();
          stop();
          const get = (name: string): string | undefined => [incoming[name]].flat()[0];
          resolve({ status, headers: { get }, body: text });
        }),
      onResponseError: (_controller, error) => fail(error),
    };
    guarded(() => dispatcher.dispatch({ origin, path: pathname, method, body, headers }, handler));
  });
}

type UndiciOptions = Pick<
  ForgotPasswordClientConfig,
  'connectTimeoutMs' | 'maxConnections' | 'caBundle' | 'proxyUrl' | 'noProxy'
>;

/**
 * Opens a transport; undici is loaded, and connections are made, when the first request is sent. Certificates are always
 * verified, against the built-in authorities or those of `caBundle`.
 */
export function undiciTransport(options: UndiciOptions): TimedTransport {
  // By origin. Behind a proxy there is one dispatcher, which keeps a pool for each origin by itself.
  const dispatchers = new Map<string, Promise<Dispatcher>>();
  const active = new Set<Promise<unknown>>();

  const dispatcherOf = (origin: string): Promise<Dispatcher> => {
    const existing = dispatchers.get(origin);
    if (existing) return existing;
    const opened = openDispatcher(origin, options);
    dispatchers.set(origin, opened);
    // A failure is not kept: a file may be mended before the next call.
    opened.catch(() => dispatchers.delete(origin));
    return opened;
  };

  return {
    async send(url, ...rest) {
      const target = new URL(url);
      // Counted before there is a connection: closing must not overtake it.
      const sent = dispatcherOf(target.origin).then((dispatcher) => exchange(dispatcher, target, ...rest));
      const forget = (): boolean => active.delete(sent);
      active.add(sent);
      sent.then(forget, forget);
      return sent;
    },
    async close() {
      const opened = [...dispatchers.values()];
      dispatchers.clear();
      await Promise.allSettled(active);
      // What is left belongs to no call: a graceful close would wait for a connection that nobody needs any more.
      await Promise.allSettled(opened.map(async (dispatcher) => (await dispatcher).destroy()));
    },
  };
}

async function openDispatcher(
  origin: string,
  { connectTimeoutMs = 3_100, maxConnections = 50, caBundle, proxyUrl, noProxy }: UndiciOptions,
): Promise<Dispatcher> {
  const { EnvHttpProxyAgent, Pool } = await import('undici');
  const connect = { timeout: connectTimeoutMs, ...(caBundle && { ca: await readCertificates(caBundle) }) };
  // Times are kept per attempt, to the millisecond; undici's own clock is coarse.
  const shared = { connections: maxConnections, connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxyUrl) return new Pool(origin, shared);
  const { undiciNoProxy } = await import('../config/no-proxy.ts');
  return new EnvHttpProxyAgent({
    ...shared,
    // All three, or undici asks the environment by itself. A tunnel heeds the TLS options below instead of `connect`.
    httpProxy: proxyUrl,
    httpsProxy: proxyUrl,
    noProxy: undiciNoProxy(noProxy ?? ''),
    requestTls: connect,
    proxyTls: connect,
  });
}

async function readCertificates(path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  let text = '';
  let cause: unknown;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    cause = error;
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConfigurationError('OPTION', `caBundle: no PEM certificates in ${path}`, cause);
}
