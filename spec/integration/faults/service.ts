// A service that counts how often it acts, treats each attempt as its call has planned, and remembers what it did. It shares
// no code with the package, as `./testing` does: a judge that reads requests with the code on trial would judge itself.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { OperationName } from '../../../lib/operations/operation.ts';
import { operations } from './answers.ts';
import { type Certificates, type Identity, makeCertificates } from './certificates.ts';
import type { Route } from './plan.ts';
import type { Line, Step } from './step.ts';
import { stepOf } from './steps.ts';

/** An attempt that reached the service. */
export interface Arrival extends Step {
  /** It came on a connection that an earlier step had spoilt: its reply may be lost, whatever the step says. */
  readonly isDoubtful: boolean;
}

/** What the service knows of one call. */
export interface Account {
  /** How many codes it sent, or how often it changed the password. */
  readonly acts: number;
  /** What it did with the attempts that reached it, in order. */
  readonly arrivals: readonly Arrival[];
}

/** A running service. */
export interface FaultyService {
  /** The endpoint of each way to it. */
  readonly endpoints: Readonly<Record<Route, string>>;
  /** The authority of the good certificate, in PEM. */
  readonly authority: string;
  /** What is known of a call so far. */
  accountOf(username: string): Account;
  /** How many calls are of a kind. */
  count(isOfKind: (account: Account) => boolean): number;
  close(): Promise<void>;
}

/** A request as it came. */
interface Received {
  readonly operation: OperationName;
  readonly body: string;
}

function operationOf(head: string): OperationName {
  const operation = operations.find((name) => new RegExp(`^x-amz-target: *\\w+\\.${name}\\r$`, 'im').test(head));
  if (!operation) throw new Error(`No operation in ${head}`);
  return operation;
}

/** Splits the requests off what a connection has received. The requests of these callers all have a length. */
function takeRequest(received: Buffer): [request: Received, rest: Buffer] | undefined {
  const start = received.indexOf('\r\n\r\n') + 4;
  if (start < 4) return undefined;
  const head = received.toString('latin1', 0, start);
  const [, length = '0'] = /^content-length: *(\d+)/im.exec(head) ?? [];
  const end = start + Number(length);
  if (received.length < end) return undefined;
  return [{ operation: operationOf(head), body: received.toString('utf8', start, end) }, received.subarray(end)];
}

function lineOf(socket: Socket): Line {
  return {
    send: (bytes) => {
      if (socket.writable) socket.write(bytes, 'latin1');
    },
    end: () => socket.end(),
    reset: () => {
      // Only bare TCP can be reset from here; what is encrypted is cut off.
      if (socket instanceof TLSSocket) socket.destroy();
      else socket.resetAndDestroy();
    },
    later(delayMs, work) {
      setTimeout(() => socket.destroyed || work(), delayMs);
    },
  };
}

function readPlan(body: string): { username: string; steps: readonly string[] } {
  const { Username, ClientMetadata } = JSON.parse(body) as { Username: string; ClientMetadata: { steps: string } };
  return { username: Username, steps: ClientMetadata.steps.split('|') };
}

/** Starts the service on free ports of the loopback interface. */
export async function startFaultyService(): Promise<FaultyService> {
  const certificates = await makeCertificates();
  const accounts = new Map<string, { acts: number; readonly arrivals: Arrival[] }>();
  const sockets = new Set<Socket>();
  const spoilt = new WeakSet<Socket>();
  const servers: Server[] = [];

  const accountOf = (username: string): { acts: number; readonly arrivals: Arrival[] } => {
    const account = accounts.get(username) ?? { acts: 0, arrivals: [] };
    accounts.set(username, account);
    return account;
  };

  const serve = ({ operation, body }: Received, socket: Socket): void => {
    const { username, steps } = readPlan(body);
    const account = accountOf(username);
    const step = stepOf(operation, steps[Math.min(account.arrivals.length, steps.length - 1)] ?? '');
    const act = (): void => {
      account.acts++;
    };
    account.arrivals.push({ ...step, isDoubtful: spoilt.has(socket) || !socket.writable });
    if (step.leavesRest) spoilt.add(socket);
    if (step.acts === 'at-once') act();
    if (step.acts === 'late') socket.once('close', act);
    step.play(lineOf(socket));
  };

  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };

  const listen = async (server: Server, scheme: string): Promise<string> => {
    servers.push(server);
    server.on('connection', track).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return `${scheme}://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };

  const converse = (socket: Socket): void => {
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let taken = takeRequest(received); taken; taken = takeRequest(received)) {
        received = Buffer.from(taken[1]);
        serve(taken[0], socket);
      }
    });
  };

  const endpoints = await openRoutes(certificates, listen, converse);
  return {
    endpoints,
    authority: certificates.authority,
    accountOf,
    count: (isOfKind) => [...accounts.values()].filter(isOfKind).length,
    async close() {
      const closed = servers.filter(({ listening }) => listening).map((server) => once(server.close(), 'close'));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

/** A port at which nothing listens. Below those that connections start from: one could meet itself. */
async function findClosedPort(): Promise<number> {
  for (let port = 20_000; ; port++) {
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (isFree) await once(server.close(), 'close');
    if (isFree) return port;
  }
}

/** Opens the ways to the service; `converse` takes a connection on which it can be heard. */
async function openRoutes(
  { good, expired, wrongHost, unknown }: Certificates,
  listen: (server: Server, scheme: string) => Promise<string>,
  converse: (socket: Socket) => void,
): Promise<Readonly<Record<Route, string>>> {
  const plain = (onConnection: (socket: Socket) => void, scheme = 'https'): Promise<string> =>
    listen(createServer(onConnection), scheme);
  // A good service stands behind a bad certificate as well: what reaches it would be counted.
  const secure = (identity: Identity): Promise<string> => listen(createTlsServer({ ...identity }, converse), 'https');
  const onHello = (answer: (socket: Socket) => void): Promise<string> =>
    plain((socket) => socket.once('data', () => answer(socket)));

  return {
    http: await plain(converse, 'http'),
    tls: await secure(good),
    refused: `http://127.0.0.1:${await findClosedPort()}`,
    // A label that is too long fits into no query, so that no resolver asks the network.
    'no such host': `https://${'a'.repeat(64)}.invalid`,
    'TLS stall': await onHello(() => {}),
    'TLS reset': await onHello((socket) => socket.resetAndDestroy()),
    // A fatal alert: handshake_failure.
    'TLS alert': await onHello((socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))),
    'TLS with a server that has none': await onHello((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    'expired certificate': await secure(expired),
    'wrong host name': await secure(wrongHost),
    'unknown authority': await secure(unknown),
  };
}
