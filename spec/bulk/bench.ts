// npm run bench:bulk [-- RECORDS]: many records through the built library, to a service in a process of its own.
// Prints the rate and the heap for each tenth, without a journal and (for a tenth of the records) with one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BatchParameters, resetForgottenPasswords } from '../../lib/node.ts';

const SERVICE = `
  const server = require('node:http').createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
const RECORDS = Number(process.argv[2] ?? 1_000_000);
const CONCURRENCY = 100;

const collectGarbage = globalThis.gc ?? ((): void => {});
const heapInMB = (): string => {
  collectGarbage();
  return (process.memoryUsage().heapUsed / 1e6).toFixed(1);
};

function* users(count: number): Generator<string, void, void> {
  for (let index = 0; index < count; index++) yield `user${index}@example.com`;
}

async function measure(title: string, count: number, EndpointUrl: string, parameters: BatchParameters): Promise<void> {
  console.log(`\n${title}: ${count} records, concurrency ${CONCURRENCY}`);
  const tenth = Math.ceil(count / 10);
  const startedAtMs = performance.now();
  let tenthAtMs = startedAtMs;
  let done = 0;
  const results = resetForgottenPasswords(users(count), {
    ClientId: 'client1',
    EndpointUrl,
    concurrency: CONCURRENCY,
    ClientConfig: { maxConnections: CONCURRENCY },
    ...parameters,
  });
  for await (const { ok } of results) {
    if (!ok) throw new Error('A record failed');
    done++;
    if (done % tenth) continue;
    const rate = (tenth * 1_000) / (performance.now() - tenthAtMs);
    console.log(`${String(done).padStart(9)}  ${rate.toFixed(0).padStart(6)} a second  heap ${heapInMB()} MB`);
    tenthAtMs = performance.now();
  }
  const seconds = (performance.now() - startedAtMs) / 1_000;
  console.log(`${(done / seconds).toFixed(0)} a second over all`);
}

const service = spawn(process.execPath, ['-e', SERVICE], { stdio: ['ignore', 'pipe', 'inherit'] });
const folder = await mkdtemp(join(tmpdir(), 'bulk-'));
try {
  const [port] = await once(service.stdout.setEncoding('utf8'), 'data');
  const url = `http://127.0.0.1:${Number(port)}`;
  await measure('without a journal', RECORDS, url, {});
  await measure('with a journal', Math.ceil(RECORDS / 10), url, { journal: join(folder, 'journal') });
} finally {
  service.kill();
  await rm(folder, { recursive: true });
}
