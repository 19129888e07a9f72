// What calls that were given up leave behind: memory while the client is open, and connections to the service.
// Run with: node --expose-gc --import=tsx spec/bench/abandoned.ts
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ForgotPasswordClient } from '../../lib/node.ts';

const METADATA_BYTES = 50_000;
const BYTES_PER_MB = 2 ** 20;

interface SilentServer {
  readonly url: string;
  readonly connections: () => number;
  close(): void;
}

/** Takes connections, and never says a word. */
async function silentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function heldMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / BYTES_PER_MB;
}

async function giveUp(client: ForgotPasswordClient, calls: number, timeoutMs: number): Promise<void> {
  const metadata = 'x'.repeat(METADATA_BYTES);
  const request = (index: number) => ({
    ClientId: 'c',
    Username: `u${index}`,
    ClientMetadata: { metadata: metadata + index },
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: calls }, (_, index) => client.forgotPassword(request(index), { timeoutMs })),
  );
  const answered = outcomes.filter(({ status }) => status === 'fulfilled').length;
  if (answered) throw new Error(`${answered} calls were answered`);
}

async function measure(
  title: string,
  calls: number,
  config: { maxConnections?: number; viaProxy?: boolean },
): Promise<void> {
  const server = await silentServer();
  const { viaProxy, ...options } = config;
  const target = viaProxy
    ? { endpointUrl: 'https://service.invalid', proxyUrl: server.url }
    : { endpointUrl: server.url };
  const client = new ForgotPasswordClient({ ...target, ...options, maxAttempts: 1 });
  await giveUp(client, 1, 50);
  const before = heldMegabytes();
  // In waves, so that no call is given up before it could be sent.
  for (let done = 0; done < calls; done += 100) await giveUp(client, 100, 50);
  const held = heldMegabytes() - before;
  const { connections } = server;
  console.log(`${title}: ${calls} calls held ${held.toFixed(1)} MB until close(), ${connections()} connections`);
  await client.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  console.log(`  after close(): ${(heldMegabytes() - before).toFixed(1)} MB`);
  server.close();
}

await measure('A proxy that never answers CONNECT', 2_000, { viaProxy: true });
await measure('A service that never answers, maxConnections 2', 1_000, { maxConnections: 2 });
