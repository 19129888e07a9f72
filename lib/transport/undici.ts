// The transport of the Node build: an undici pool per origin, used at the level of its dispatch handlers, where it is
// known exactly whether a request has been given to a connection.
import type { Dispatcher, Pool } from 'undici';
import type { TransportPhase } from '../errors.ts';
import { bodyReader } from './body.ts';
import { startDeadline } from './deadline.ts';
import { timeoutError, transportError } from './failure.ts';
import type { Reply, TimedTransport, TransportRequest } from './transport.ts';

/** What a pool is made with. */
export interface UndiciTransportOptions {
  /** The time to connect, TLS included, in milliseconds. Default: 3,100, as in AWS's `standard` defaults mode. */
  readonly connectTimeoutMs?: number | undefined;
  /** The most connections at a time, per origin. Default: 50. */
  readonly maxConnections?: number | undefined;
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
      end(transportError(error, phase, phase === 'connect' ? 'CONNECT' : 'FAILED'));
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

/** Opens a transport; undici is loaded, and connections are made, when the first request is sent. */
export function undiciTransport({
  connectTimeoutMs = 3_100,
  maxConnections = 50,
}: UndiciTransportOptions): TimedTransport {
  const pools = new Map<string, Promise<Pool>>();
  const active = new Set<Promise<unknown>>();

  const open = async (origin: string): Promise<Pool> => {
    const { Pool } = await import('undici');
    return new Pool(origin, {
      connections: maxConnections,
      connect: { timeout: connectTimeoutMs },
      // Times are kept per attempt, to the millisecond; undici's own clock is coarse.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  };

  const poolOf = (origin: string): Promise<Pool> => {
    const existing = pools.get(origin);
    if (existing) return existing;
    const opened = open(origin);
    pools.set(origin, opened);
    return opened;
  };

  return {
    async send(url, ...rest) {
      const target = new URL(url);
      const sent = exchange(await poolOf(target.origin), target, ...rest);
      const forget = (): boolean => active.delete(sent);
      active.add(sent);
      sent.then(forget, forget);
      return sent;
    },
    async close() {
      const opened = [...pools.values()];
      pools.clear();
      await Promise.allSettled(active);
      // What is left belongs to no call: a graceful close would wait for a connection that nobody needs any more.
      await Promise.all(opened.map(async (pool) => (await pool).destroy()));
    },
  };
}
