// npm run test:adapters: the route in frameworks, and limiters over real stores, each as its example has it.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createForgotPasswordHandler, type Limiter } from 'cognito-forgot-password/handler';
import { storeLimiter } from '../../examples/handler/express-rate-limit-limiter.ts';
import { redisLimiter } from '../../examples/handler/redis-limiter.ts';
import { answersOf } from '../../support/cognito.ts';
import { installLocked } from '../../support/install-locked.ts';
import { type Loopback, loopback } from '../../support/loopback.ts';
import { CODE, clientOver, makePool } from '../support/pool.ts';
import { confirmBody, jsonRequest } from '../support/requests.ts';
import { startRedis } from './redis.ts';
import { startWorker } from './worker.ts';

const folder = fileURLToPath(new URL('../', import.meta.url));
const modules = `${folder}node_modules/`;

type Send = (path: string, init: RequestInit) => Promise<Response>;

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What every route must do. */
async function checkRoute(service: Loopback, send: Send): Promise<void> {
  const before = service.requests.length;
  const answers: unknown[] = [];
  for (const username of ['confirmed', 'unknown']) {
    const response = await send('', post({ username }));
    answers.push([response.status, response.headers.get('cache-control'), await response.text()]);
  }
  assert.deepEqual(answers, Array(2).fill([202, 'no-store', '{"status":"accepted"}']));
  const form = await send('', { method: 'POST', body: new URLSearchParams({ username: 'confirmed' }) });
  assert.equal(form.status, 202);
  const changed = await send('/confirm', post(confirmBody('confirmed', CODE)));
  assert.deepEqual([changed.status, await changed.json()], [200, { status: 'password-changed' }]);
  assert.deepEqual((await send('/confirm', post(confirmBody('unknown', CODE)))).status, 400);
  assert.equal(service.requests.length - before, 5);
  assert.equal((await send('', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' })).status, 415);
  const large = await send('', post({ username: 'confirmed', padding: 'x'.repeat(9_000) }));
  assert.equal(large.status, 413);
}

const over =
  (url: string): Send =>
  (path, init) =>
    fetch(`${url}/forgot-password${path}`, init);

const within =
  (handle: (request: Request) => Response | Promise<Response>): Send =>
  async (path, init) =>
    handle(new Request(`https://www.example.com/forgot-password${path}`, init));

type Case = (service: Loopback) => Promise<void>;

const hono: Case = async (service) => {
  const { app } = await import('../../examples/handler/hono.ts');
  await checkRoute(service, within(app.fetch));
  assert.equal((await within(app.fetch)('', { method: 'GET' })).status, 405);
};

const express: Case = async (service) => {
  const { app } = await import('../../examples/handler/express.ts');
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const send = over(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await checkRoute(service, send);
  assert.equal((await send('', { method: 'GET' })).headers.get('allow'), 'POST');
  await checkAddressLimit(send);
  server.closeAllConnections();
  server.close();
};

const fastify: Case = async (service) => {
  const { app } = await import('../../examples/handler/fastify.ts');
  const send = over(await app.listen({ host: '127.0.0.1', port: 0 }));
  await checkRoute(service, send);
  assert.equal((await send('', { method: 'GET' })).headers.get('allow'), 'POST');
  await checkAddressLimit(send);
  await app.close();
};

const next: Case = async (service) => {
  const { POST } = await import('../../examples/handler/next-route.ts');
  await checkRoute(service, within(POST));
};

/** However the ten of this minute are used up, one of the next ten is refused. */
async function checkAddressLimit(send: Send): Promise<void> {
  const some = await Promise.all(
    Array.from({ length: 10 }, (_, index) => send('', post({ username: `user-${index}` }))),
  );
  assert.ok(some.some(({ status }) => status === 429));
}

const worker: Case = async (service) => {
  const simulator = await startWorker(modules, service.url);
  const from =
    (address: string): Send =>
    (path, init) =>
      simulator.dispatchFetch(`https://www.example.com/forgot-password${path}`, {
        ...init,
        headers: { ...init.headers, 'cf-connecting-ip': address },
      });
  try {
    const before = service.requests.length;
    const statuses = async (send: Send, usernames: readonly string[]): Promise<readonly number[]> => {
      const all: number[] = [];
      for (const username of usernames) all.push((await send('', post({ username }))).status);
      return all;
    };
    assert.deepEqual(await statuses(from('192.0.2.1'), ['confirmed', 'unknown']), [202, 202]);
    // Each is answered while its call is on its way; the Worker must not end it.
    await service.arrival(before + 2);
    const twelve = Array.from({ length: 12 }, (_, index) => `user-${index}`);
    assert.deepEqual(await statuses(from('192.0.2.2'), twelve), [...Array(10).fill(202), 429, 429]);
    for (const username of ['confirmed', 'unknown']) {
      assert.deepEqual(await statuses(from('192.0.2.3'), [username, username]), [202, 429]);
    }
    const changed = await from('192.0.2.4')('/confirm', post(confirmBody('confirmed', CODE)));
    assert.equal(changed.status, 200);
  } finally {
    await simulator.dispose();
  }
};

/** Five an hour for an account, whichever of the processes is asked. */
async function checkAccountLimit(limiters: readonly Limiter[]): Promise<void> {
  const handlers = limiters.map((limiter) =>
    createForgotPasswordHandler({
      client: clientOver(makePool().transport),
      limiter,
      limiterSecret: 'a secret of 25 characters',
      waitUntil: () => {},
    }),
  );
  const answers: (readonly [number, string | null])[] = [];
  for (let index = 0; index < 6; index++) {
    const response = await handlers[index % handlers.length]?.(jsonRequest({ username: 'unknown' }));
    answers.push([response?.status ?? 0, response?.headers.get('retry-after') ?? null]);
  }
  assert.deepEqual(answers.slice(0, 5), Array(5).fill([202, null]));
  assert.equal(answers[5]?.[0], 429);
  assert.ok(Math.abs(Number(answers[5]?.[1]) - 3_600) <= 5, `retry-after is ${answers[5]?.[1]}`);
}

const redis: Case = async () => {
  const server = await startRedis(modules);
  try {
    await checkAccountLimit(server.connections.map((connection) => redisLimiter(connection)));
    const [connection] = server.connections;
    const keys = (await connection?.keys('*')) ?? [];
    assert.equal(keys.length, 1);
    assert.match(keys[0] ?? '', /^forgot-password:[\w-]{43}$/);
    assert.ok(((await connection?.ttl(keys[0] ?? '')) ?? 0) > 3_500);
  } finally {
    await server.stop();
  }
};

const expressRateLimit: Case = async () => {
  const { MemoryStore } = await import(`${modules}express-rate-limit/dist/index.mjs`);
  await checkAccountLimit([storeLimiter(() => new MemoryStore())]);
};

const CASES: Readonly<Record<string, Case>> = {
  Hono: hono,
  Express: express,
  Fastify: fastify,
  'Next.js': next,
  'a Worker with the rate limit binding': worker,
  'a limiter over Redis': redis,
  'a limiter over a store of express-rate-limit': expressRateLimit,
};

async function main(): Promise<void> {
  await installLocked(folder);
  const service = await loopback(answersOf(makePool({ existenceErrors: 'LEGACY' })));
  process.env.AWS_REGION = 'eu-west-1';
  process.env.COGNITO_CLIENT_ID = 'abc';
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = service.url;
  let failed = 0;
  for (const [title, work] of Object.entries(CASES)) {
    try {
      await work(service);
      console.log(`✓ ${title}`);
    } catch (error) {
      failed++;
      console.log(`✗ ${title}\n`, error);
    }
  }
  await service[Symbol.asyncDispose]();
  console.log(`${Object.keys(CASES).length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

await main();
