// The transport of the Node build: an undici pool per URL.
import { createRequire } from 'node:module';
import type { Dispatcher, Pool } from 'undici';
import type { ForgotPasswordClientConfig } from '../../client/config.ts';
import type { AttemptEnd, AttemptLimits, Send } from '../../client/transport.ts';
import { ConfigurationError } from '../../errors/errors.ts';
import type { TransportRequest } from '../../protocol/json11.ts';
import { DEFAULT_CONNECT_TIMEOUT_MS, DEFAULT_MAX_CONNECTIONS } from '../../schema/generated/options.ts';
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
  readonly #connectTimeoutMs: number;
  #opening: Promise<Dispatcher> | undefined;
  #dispatcher: Dispatcher | undefined;

  constructor(url: string, options: UndiciOptions) {
    const { origin, pathname } = new URL(url);
    this.#options = options;
    this.#origin = origin;
    this.#path = pathname;
    this.#connectTimeoutMs = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
  }

  /** Sends one attempt, and settles within its time. */
  send({ method, headers, body }: TransportRequest, limits: AttemptLimits): Promise<AttemptEnd> {
    return new Promise((resolve) => {
      const exchange = new Exchange(limits, this.#connectTimeoutMs, resolve);
      const request = { origin: this.#origin, path: this.#path, method, headers, body };
      if (this.#dispatcher) exchange.start(this.#dispatcher, request);
      else {
        this.#open().then(
          (dispatcher) => exchange.start(dispatcher, request),
          (error) => exchange.onError(error),
        );
      }
    });
  }

  /** Frees the connections. */
  async close(): Promise<void> {
    // No call needs one any more: a graceful close would wait for those that are being made.
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
}

/**
 * Opens a transport; undici is loaded, and connections are made, when the first request is sent. Certificates are always
 * verified, against the built-in authorities or those of `caBundle`.
 */
export function undiciTransport(url: string, options: UndiciOptions): { send: Send; close(): Promise<void> } {
  const connections = new Connections(url, options);
  return {
    send: (_url, request, limits) => connections.send(request, limits),
    close: () => connections.close(),
  };
}

async function openDispatcher(
  origin: string,
  {
    connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS,
    maxConnections = DEFAULT_MAX_CONNECTIONS,
    caBundle,
    proxyUrl,
    noProxy,
  }: UndiciOptions,
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
  throw new ConfigurationError(`caBundle must name a PEM file of certificates: ${path} has none`, { cause });
}
