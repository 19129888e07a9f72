// Opens a TCP connection to a host by whichever of its addresses answers first ("happy eyeballs", RFC 8305). Node's own
// gives up an address after 250 ms, and with it a slow IPv4 address that stands beside an unreachable IPv6 one.
import { lookup as lookupHost } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';

/** One address of a host. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What dialling takes from its surroundings; specs put their own in its place. */
export interface Dialling {
  readonly lookup: (host: string) => Promise<readonly Address[]>;
  readonly connect: (address: Address, port: number) => Socket;
  /** After how long the next address is tried as well. */
  readonly attemptDelayMs: number;
}

const KEEP_ALIVE_DELAY_MS = 60_000;

const nodeDialling: Dialling = {
  lookup: (host) => lookupHost(host, { all: true }),
  connect: ({ address, family }, port) =>
    connect({
      host: address,
      family,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_DELAY_MS,
    }),
  attemptDelayMs: 250,
};

/** The addresses in turns of their families, beginning with the family of the first one. */
export function alternate(addresses: readonly Address[]): Address[] {
  const firstFamily = addresses[0]?.family;
  const own = addresses.filter(({ family }) => family === firstFamily);
  const others = addresses.filter(({ family }) => family !== firstFamily);
  const longest = Math.max(own.length, others.length);
  const turns = Array.from({ length: longest }, (_, turn) => [own[turn], others[turn]]);
  return turns.flat().filter((address) => address !== undefined);
}

/** Rejects with the signal's reason as soon as it aborts. */
export function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    const stop = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(stop);
  });
}

function race(
  addresses: readonly Address[],
  port: number,
  signal: AbortSignal,
  { connect, attemptDelayMs }: Dialling,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    const waiting = [...addresses];
    let failure: unknown;
    let timer: NodeJS.Timeout | undefined;

    const finish = (winner?: Socket): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      for (const socket of sockets) if (socket !== winner) socket.destroy();
    };
    const abort = (): void => {
      finish();
      reject(signal.reason);
    };
    const win = (socket: Socket): void => {
      finish(socket);
      resolve(socket);
    };
    const lose = (socket: Socket, error: Error): void => {
      sockets.delete(socket);
      failure ??= error;
      tryNext();
    };
    const tryNext = (): void => {
      clearTimeout(timer);
      const address = waiting.shift();
      if (address) {
        const socket = connect(address, port);
        sockets.add(socket);
        socket.once('connect', () => win(socket));
        // For good: a connection that has lost, or is not used yet, may still fail.
        socket.on('error', (error) => {
          if (sockets.has(socket)) lose(socket, error);
        });
        if (waiting.length) timer = setTimeout(tryNext, attemptDelayMs);
      } else if (!sockets.size) {
        finish();
        reject(failure);
      }
    };

    signal.addEventListener('abort', abort);
    tryNext();
  });
}

/**
 * Connects to a port of a host.
 *
 * @throws Node's own error, of the first address that failed, when none can be reached; the signal's reason.
 */
export async function dial(host: string, port: number, signal: AbortSignal, dialling = nodeDialling): Promise<Socket> {
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await untilAborted(signal, dialling.lookup(host));
  signal.throwIfAborted();
  return race(alternate(addresses), port, signal, dialling);
}
