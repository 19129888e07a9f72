// The transport of the Node build: an undici pool per URL.
import { createRequire } from 'node:module';
import type { Dispatcher, Pool } from 'undici';
import type { ForgotPasswordClientConfig } from '../../client/config.ts';
import type { Reply, Send, TransportRequest } from '../../client/transport.ts';
import { ConfigurationError } from '../../errors/errors.ts';
import { transportError } from '../../errors/transport-failure.ts';
import { Exchange } from './exchange.ts';
import { undiciNoProxy } from './settings/no-proxy.ts';
import { PROXY_URL, readSetting } from './settings/setting.ts';

type UndiciOptions = Pick<
  ForgotPasswordClientConfig,
  'connectTimeoutMs' | 'maxConnections' | 'caBundle' | 'proxyUrl' | 'noProxy'
>;

/** The connections to one URL, opened by the first attempt. */
class Connections {
  readonly #options: UndiciOptions;
  readonly #origin: string;
  readonly #path: string;
  #opening: Promise<Dispatcher> | undefined;
  #dispatcher: Dispatcher | undefined;
  #underWay = 0;
  #onIdle = (): void => {};

  constructor(url: string, options: UndiciOptions) {
    const { origin, pathname } = new URL(url);
    this.#options = options;
    this.#origin = origin;
    this.#path = pathname;
  }

  /** Sends one attempt, and settles within its time once there is something to connect with. */
  send(
    { method, headers, body }: TransportRequest,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    maxResponseBytes: number,
    onSend: () => void,
  ): Promise<Reply> {
    this.#underWay++;
    return new Promise((resolve, reject) => {
      const onReply = (reply: Reply): void => {
        this.#forget();
        resolve(reply);
      };
      const onFailure = (reason: unknown): void => {
        this.#forget();
        reject(reason);
      };
      const dispatch = (dispatcher: Dispatcher): void => {
        if (signal?.aborted) {
          onFailure(signal.reason);
          return;
        }
        const exchange = new Exchange(timeoutMs, signal, maxResponseBytes, onSend, onReply, onFailure);
        exchange.start(dispatcher, { origin: this.#origin, path: this.#path, method, headers, body });
      };
      if (this.#dispatcher) dispatch(this.#dispatcher);
      // Nothing was sent where there is nothing to send it with.
      else this.#open().then(dispatch, (error) => onFailure(transportError(error, 'connect')));
    });
  }

  /** Frees the connections, after the attempts under way. */
  async close(): Promise<void> {
    if (this.#underWay) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    // What is left belongs to no call: a graceful close would wait for a connection that nobody needs any more.
    await this.#dispatcher?.destroy();
  }

  #open(): Promise<Dispatcher> {
    this.#opening ??= openDispatcher(this.#origin, this.#options).then(
      (dispatcher) => {
        this.#dispatcher = dispatcher;
        return dispatcher;
      },
      (error) => {
        // A failure is not kept: a file may be mended before the next call.
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }

  #forget(): void {
    this.#underWay--;
    if (!this.#underWay) this.#onIdle();
  }
}

/**
 * Opens a transport; undici is loaded, and connections are made, when the first request is sent. Certificates are always
 * verified, against the built-in authorities or those of `caBundle`.
 */
export function undiciTransport(options: UndiciOptions): { send: Send; close(): Promise<void> } {
  const connectionsByUrl = new Map<string, Connections>();

  const connectionsTo = (url: string): Connections => {
    const connections = connectionsByUrl.get(url) ?? new Connections(url, options);
    connectionsByUrl.set(url, connections);
    return connections;
  };

  let isClosed = false;
  const close = async (): Promise<void> => {
    isClosed = true;
    const closing = [...connectionsByUrl.values()].map((connections) => connections.close());
    connectionsByUrl.clear();
    await Promise.all(closing);
  };

  return {
    send(url, ...attempt) {
      const sent = connectionsTo(url).send(...attempt);
      // Of a call that had begun before: nobody closes again after it.
      if (isClosed) sent.then(close, close);
      return sent;
    },
    close,
  };
}

async function openDispatcher(
  origin: string,
  { connectTimeoutMs = 3_100, maxConnections = 50, caBundle, proxyUrl, noProxy }: UndiciOptions,
): Promise<Dispatcher> {
  // Said, as otherwise NODE_TLS_REJECT_UNAUTHORIZED decides.
  const verified = { timeout: connectTimeoutMs, rejectUnauthorized: true };
  const connect = { ...verified, ...(caBundle && { ca: await readCertificates(caBundle) }) };
  // Times are kept per attempt, to the millisecond; undici's own clock is coarse.
  const shared = { connections: maxConnections, connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxyUrl) return new (await loadPool())(origin, shared);
  const { EnvHttpProxyAgent } = await import('undici');
  // undici's own error for a URL that is none holds it, password and all.
  const proxy = readSetting(PROXY_URL, { value: proxyUrl, source: 'proxyUrl', label: 'proxyUrl' }).value;
  return new EnvHttpProxyAgent({
    ...shared,
    // All three, or undici asks the environment by itself. A tunnel heeds the TLS options below instead of `connect`.
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy: undiciNoProxy(noProxy ?? ''),
    requestTls: connect,
    proxyTls: connect,
  });
}

// All of undici takes three times as long to load as its pool. That file is no promise of undici's authors, and in an
// application's bundle it may not be found: then the whole has to do.
async function loadPool(): Promise<typeof Pool> {
  try {
    const require = createRequire(import.meta.url);
    // Beside an application's bundle there may be an undici that is not ours.
    if (require('undici/package.json').version.startsWith('7.')) return require('undici/lib/dispatcher/pool.js');
  } catch {}
  return (await import('undici')).Pool;
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
  throw new ConfigurationError(
    'configuration_option',
    `caBundle: no PEM certificates in ${path}`,
    cause ? { cause } : undefined,
  );
}
