// Redis of Debian, installed where it is missing, and its client, installed on demand.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import type { RedisClient } from '../../examples/handler/redis-limiter.ts';

const run = promisify(execFile);

interface Connection extends RedisClient {
  connect(): Promise<unknown>;
  keys(pattern: string): Promise<readonly string[]>;
  ttl(key: string): Promise<number>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface RedisPackage {
  createClient(options: { readonly url: string }): Connection;
}

/** A server, and two connections to it, as two processes would have them. */
export interface RedisServer {
  readonly connections: readonly Connection[];
  stop(): Promise<void>;
}

async function findRedis(): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'command -v redis-server || true']);
  if (stdout) return stdout.trim();
  await run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server']);
  return 'redis-server';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts a server that keeps nothing, at a loopback address. */
export async function startRedis(modules: string): Promise<RedisServer> {
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no', '--dir', '/'];
  const server = spawn(await findRedis(), options, { stdio: 'ignore' });
  const { createClient }: RedisPackage = await import(`${modules}redis/dist/index.js`);
  const url = `redis://127.0.0.1:${port}`;
  const connections = [createClient({ url }), createClient({ url })];
  for (const connection of connections) {
    // It connects again by itself, also while the server starts.
    connection.on('error', () => {});
    await connection.connect();
  }
  return {
    connections,
    async stop() {
      for (const connection of connections) await connection.close();
      server.kill();
      await once(server, 'exit');
    },
  };
}
