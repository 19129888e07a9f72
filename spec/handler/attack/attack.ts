// npm run attack: tries to tell a user who exists from one who does not, by everything that can be seen from outside.
//
// The same attack on two routes as they are written by hand shows what it is able to see.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seededChance } from '../../support/chance.ts';
import { confirmBody } from '../support/requests.ts';
import { chanceSeparation, separation } from './statistics.ts';

const AT_A_TIME = 250;
const TARGET = fileURLToPath(new URL('target.ts', import.meta.url));
const { requests = '10000', seed = '18' } = parseArgs({
  options: { requests: { type: 'string' }, seed: { type: 'string' } },
}).values;

/** What is seen of one request. */
interface Sight {
  readonly user: 'known' | 'unknown';
  /** Status, headers but for the date, body, and in how many parts it came. */
  readonly bytes: string;
  readonly firstByteMs: number;
  readonly lastByteMs: number;
  /** How long another request takes that is sent while this one is in flight. */
  readonly probeMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const USERNAMES = { known: 'confirmed', unknown: 'unknown' } as const;

async function askOver(connections: Agent | false, url: string, body: object | undefined): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json' };
  const outgoing = request(url, { method: body ? 'POST' : 'GET', headers, agent: connections });
  outgoing.end(body && JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
}

/** A server may close a kept connection just when it is used again: then a new one takes its place. */
const ask = (url: string, body?: object): Promise<IncomingMessage> =>
  askOver(agent, url, body).catch(() => askOver(false, url, body));

async function partsOf(response: IncomingMessage): Promise<readonly string[]> {
  const parts: string[] = [];
  for await (const part of response) parts.push(String(part));
  return parts;
}

async function probe(url: string): Promise<number> {
  const startedAt = performance.now();
  await partsOf(await ask(url));
  return performance.now() - startedAt;
}

async function look(url: string, user: Sight['user'], body: object, probeUrl: string | undefined): Promise<Sight> {
  const startedAt = performance.now();
  const probing = probeUrl === undefined ? 0 : probe(probeUrl);
  const response = await ask(url, body);
  const firstByteMs = performance.now() - startedAt;
  const parts = await partsOf(response);
  const lastByteMs = performance.now() - startedAt;
  const headers = response.rawHeaders.filter((_, index, all) => all[index - (index % 2)]?.toLowerCase() !== 'date');
  const bytes = JSON.stringify([response.statusCode, headers, parts]);
  return { user, bytes, firstByteMs, lastByteMs, probeMs: await probing };
}

/** Requests in a random order of users, so many at a time. */
async function attack(url: string, bodyOf: (username: string) => object, count: number, probeUrl?: string) {
  const chance = seededChance(Number(seed) + 1);
  const sights: Sight[] = [];
  let left = count;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const user = chance.pick(['known', 'unknown'] as const);
      sights.push(await look(url, user, bodyOf(USERNAMES[user]), probeUrl));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return sights;
}

async function withTarget<Result>(kind: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const child = spawn(process.execPath, ['--import=tsx', TARGET, kind, seed], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
    return await work(url);
  } finally {
    child.kill();
  }
}

const MEASURES = ['firstByteMs', 'lastByteMs', 'probeMs'] as const;

/** Prints what the sights tell; returns whether they tell users apart. */
function report(title: string, sights: readonly Sight[]): boolean {
  const known = sights.filter(({ user }) => user === 'known');
  const unknown = sights.filter(({ user }) => user === 'unknown');
  const kinds = (some: readonly Sight[]) => [...new Set(some.map(({ bytes }) => bytes))].sort();
  const isSameBytes = JSON.stringify(kinds(known)) === JSON.stringify(kinds(unknown));
  const limit = chanceSeparation(known.length, unknown.length);
  console.log(`\n${title}: ${known.length} requests for a known user, ${unknown.length} for an unknown one`);
  console.log(`  bytes: ${isSameBytes ? 'the same' : 'DIFFERENT'}, ${kinds(sights).length} kind(s) of answer`);
  let isTold = !isSameBytes;
  for (const measure of MEASURES) {
    const [a, b] = [known, unknown].map((some) => some.map((sight) => sight[measure]));
    if (!a || !b || !a.some(Boolean)) continue;
    const found = separation(a, b);
    const mean = (some: readonly number[]) => (some.reduce((sum, ms) => sum + ms, 0) / some.length).toFixed(2);
    const verdict = found > limit ? 'TELLS' : 'chance';
    console.log(
      `  ${measure.padEnd(11)} mean ${mean(a)} and ${mean(b)} ms; separation ${found.toFixed(4)}, by chance up to ${limit.toFixed(4)}: ${verdict}`,
    );
    isTold ||= found > limit;
  }
  return isTold;
}

const requestBody = (username: string): object => ({ username });

async function main(): Promise<void> {
  const count = Number(requests);
  const isFound = await withTarget('plain', async (url) =>
    report('by hand, one answer for everybody', await attack(url, requestBody, count / 10)),
  );
  const isTailFound = await withTarget('padded', async (url) =>
    report('by hand, one answer after a second at least', await attack(url, requestBody, count)),
  );
  const [isFirstTold, isSecondTold] = await withTarget('handler', async (url) => {
    const route = `${url}/forgot-password`;
    const first = await attack(route, requestBody, count, route);
    const second = await attack(`${route}/confirm`, (username) => confirmBody(username), count, route);
    return [report('the handler, first step', first), report('the handler, second step', second)];
  });
  const checks = [isFound, isTailFound, !isFirstTold, !isSecondTold];
  const passed = checks.filter(Boolean).length;
  console.log(`\n${passed} passed, ${checks.length - passed} failed`);
  if (passed < checks.length) process.exitCode = 1;
}

await main();
agent.destroy();
