// The transport of the Node build: an undici pool per URL.
import type { Dispatcher } from 'undici';
import type { ForgotPasswordClientConfig } from '../../client/config.ts';
import type { AttemptEnd, AttemptLimits, Send } from '../../client/transport.ts';
import { ConfigurationError } from '../../errors/errors.ts';
import type { TransportRequest } from '../../protocol/json11.ts';
import { DEFAULT_CONNECT_TIMEOUT_MS, DEFAULT_MAX_CONNECTIONS } from '../../schema/generated/options.ts';
import { fileProblem } from '../../util/node/file-problem.ts';
import { Exchange } from './exchange.ts';
import { loadFile } from './load-file.ts';
import { RequestQueue } from './request-queue.ts';
import { isExcluded } from './settings/no-proxy.ts';
import { PROXY_URL, readSetting } from './settings/setting.ts';
import type { ForwardProxy } from './tunnel.ts';

const MAX_CERTIFICATES_BYTES = 4 * 2 ** 20;

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
  readonly #queue: RequestQueue;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;

  constructor(url: string, options: UndiciOptions) {
    const { origin, pathname } = new URL(url);
    this.#options = options;
    this.#origin = origin;
    this.#path = pathname;
    this.#connectTimeoutMs = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
    this.#queue = new RequestQueue(options.maxConnections ?? DEFAULT_MAX_CONNECTIONS);
  }

  /** Sends one attempt, and settles within its time, what it takes to open the connections included. */
  send({ method, headers, body }: TransportRequest, limits: AttemptLimits): Promise<AttemptEnd> {
    return new Promise((resolve) => {
      const exchange = new Exchange(limits, this.#connectTimeoutMs, resolve);
      const request = { origin: this.#origin, path: this.#path, method, headers, body };
      if (this.#opened) {
        exchange.enter(this.#queue, this.#opened.dispatcher, request);
        return;
      }
      exchange.wait();
      this.#open().then(
        ({ dispatcher }) => exchange.enter(this.#queue, dispatcher, request),
        // Nothing was sent where there is nothing to send it with.
        (error) => exchange.onError(error),
      );
    });
  }

  /** Frees the connections. */
  async close(): Promise<void> {
    await this.#opened?.close();
  }

  #open(): Promise<Opened> {
    this.#opening ??= openDispatcher(this.#origin, this.#options).then(
      (opened) => {
        this.#opened = opened;
        return opened;
      },
      (error) => {
        // A failure is not kept: a file may be fixed before the next call.
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

/** What an attempt is handed to. */
interface Opened {
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

async function openDispatcher(
  origin: string,
  {
    connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS,
    maxConnections = DEFAULT_MAX_CONNECTIONS,
    caBundle,
    proxyUrl,
    noProxy = '',
  }: UndiciOptions,
): Promise<Opened> {
  const { connectorWith } = await loadFile(import('./connector.ts'));
  const isProxied = proxyUrl && !isExcluded(noProxy, new URL(origin));
  const connector = connectorWith({
    connectTimeoutMs,
    authorities: caBundle === undefined ? undefined : await readCertificates(caBundle),
    proxy: isProxied ? await readProxy(proxyUrl) : undefined,
  });
  // A copy that comes with this package: never an undici that lies around.
  const { default: Pool } = await loadFile(import('./undici-copy/pool.js'));
  const dispatcher = new Pool(origin, {
    connections: maxConnections,
    connect: connector.connect,
    // HTTP/2 would repeat requests by itself.
    allowH2: false,
    // Times are kept per attempt, to the millisecond; undici's own clock is coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    dispatcher,
    // No call needs a connection any more: a graceful close would wait for those that are being made.
    async close() {
      connector.close();
      await dispatcher.destroy();
    },
  };
}

async function readProxy(proxyUrl: string): Promise<ForwardProxy> {
  const { proxyAt } = await loadFile(import('./tunnel.ts'));
  return proxyAt(readSetting(PROXY_URL, { value: proxyUrl, source: 'proxyUrl', label: 'proxyUrl' }).value);
}

async function readCertificates(path: string): Promise<string> {
  const { readTextFile } = await import('../../util/node/text-file.ts');
  const remedy = 'Give a file of certificate authorities in PEM.';
  const text = await readTextFile(path, { maxBytes: MAX_CERTIFICATES_BYTES }).catch((cause: unknown) => {
    throw new ConfigurationError(`caBundle ${path} cannot be read: ${fileProblem(cause)}. ${remedy}`, { cause });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConfigurationError(`caBundle ${path} holds no PEM certificate. ${remedy}`);
}
