// npm run bench:bulk [-- RECORDS]: many records through the built library, to a service in a process of its own.
// Prints rate and memory for each tenth: plain, with duplicates skipped, and (for a tenth of the records) with a journal.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BatchParameters, resetForgottenPasswords } from '../../lib/node.ts';

const SERVICE = fileURLToPath(new URL('./server.mjs', import.meta.url));
const RECORDS = Number(process.argv[2] ?? 1_000_000);
const CONCURRENCY = 100;

const collectGarbage = globalThis.gc ?? ((): void => {});
/** What is in use, in and beside the heap. */
const memoryInMB = (): string => {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return ((heapUsed + arrayBuffers) / 1e6).toFixed(1);
};

function* users(count: number): Generator<string, void, void> {
  for (let index = 0; index < count; index++) yield `user${index}@example.com`;
}

async function measure(title: string, count: number, EndpointUrl: string, parameters: BatchParameters): Promise<void> {
  console.log(`\n${title}: ${count} records, concurrency ${CONCURRENCY}`);
  const tenth = Math.ceil(count / 10);
  const startedAtMs = performance.now();
  const startedCpu = process.cpuUsage();
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
    console.log(`${String(done).padStart(9)}  ${rate.toFixed(0).padStart(6)} a second  memory ${memoryInMB()} MB`);
    tenthAtMs = performance.now();
  }
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const { user, system } = process.cpuUsage(startedCpu);
  const cost = (user + system) / done;
  // What a busy machine cannot falsify: a process has one core to itself, at best.
  console.log(`${(done / seconds).toFixed(0)} a second over all; ${cost.toFixed(0)} µs of processor time a record`);
}

const service = fork(SERVICE, { execArgv: [] });
const folder = await mkdtemp(join(tmpdir(), 'bulk-'));
try {
  const [{ url }] = (await once(service, 'message')) as [{ url: string }];
  await measure('without a journal', RECORDS, url, {});
  await measure('without a journal, duplicates skipped', RECORDS, url, { deduplicate: true });
  await measure('with a journal', Math.ceil(RECORDS / 10), url, { journal: join(folder, 'journal') });
} finally {
  service.kill();
  await rm(folder, { recursive: true });
}
