// Opens the contenders with equal requests: headers and body are captured once from this package's own requests, and
// the raw contenders send the same ones.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dist } from './dist.ts';
import { startCaller } from './processes.ts';
import type { Contender } from './results.ts';

/** A program of `contenders/`, and the settings that it opens with. */
export interface ContenderSpec {
  readonly name: string;
  readonly program: string;
  readonly settings: object;
}

/** A contender that uses this package. */
export interface OurSpec extends ContenderSpec {
  readonly settings: {
    /** The file URL of the build's entry. */
    readonly entry: string;
    readonly method: 'forgotPassword' | 'confirmForgotPassword';
    readonly config: object;
    readonly request: object;
  };
}

/** All contenders, and undici's pool alone for the cold start. */
export type Specs = Readonly<Record<Contender | 'pool-alone', ContenderSpec> & Record<Ours, OurSpec>>;

/** A captured request. */
interface WireRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The contenders that are this package. */
export const OURS = ['node', 'node-confirm', 'node-secret', 'web', 'web-confirm', 'web-secret'] as const;

export type Ours = (typeof OURS)[number];

const CLIENT_ID = '1example23456789';
// The default of `maxConnections`.
const CONNECTIONS = 50;
// Headers that undici and fetch add by themselves.
const ADDED = ['host', 'connection', 'content-length'];
const ADDED_BY_FETCH = [...ADDED, 'accept', 'accept-language', 'accept-encoding', 'sec-fetch-mode', 'user-agent'];

/** A request with nothing but what is required. */
export const SMALL_REQUEST: object = { Username: 'alice@example.com' };

/** Describes a contender that uses a copy of this package. */
export async function ourContender(dist: Dist, name: Ours, request = SMALL_REQUEST): Promise<OurSpec> {
  const confirms = name.endsWith('-confirm');
  const settings: OurSpec['settings'] = {
    entry: await dist.copy(name.startsWith('node') ? 'node.js' : 'index.js'),
    method: confirms ? 'confirmForgotPassword' : 'forgotPassword',
    config: { clientId: CLIENT_ID, ...(name.endsWith('-secret') && { clientSecret: 's3cret' }) },
    request: confirms ? { ...request, ConfirmationCode: '123456', Password: 'correct horse' } : request,
  };
  return { name, program: 'client', settings };
}

/** Sends one request with a contender, and returns its headers and body as they arrived. */
async function captureRequest(contender: ContenderSpec, added: readonly string[]): Promise<WireRequest> {
  const captured: WireRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = (await request.setEncoding('utf8').toArray()).join('');
    const headers = Object.entries(request.headers).filter(([name]) => !added.includes(name));
    captured.push({ headers: Object.fromEntries(headers), body });
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const caller = await startCaller();
  await caller.open(contender, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await caller.run({ name: contender.name, concurrency: 1, calls: 1 });
  await caller.stop();
  server.close();
  const [first] = captured;
  if (!first) throw new Error(`${contender.name} sent nothing`);
  return first;
}

/** Describes all contenders for one request. */
export async function allContenders(dist: Dist, request = SMALL_REQUEST): Promise<Specs> {
  const named = (name: Ours): Promise<OurSpec> => ourContender(dist, name, request);
  const [node, web] = await Promise.all([named('node'), named('web')]);
  const byUndici = { ...(await captureRequest(node, ADDED)), connections: CONNECTIONS };
  const byFetch = await captureRequest(web, ADDED_BY_FETCH);
  const members = { config: { clientId: CLIENT_ID }, request };
  return {
    dispatch: { name: 'dispatch', program: 'dispatch', settings: byUndici },
    'pool-request': { name: 'pool-request', program: 'pool-request', settings: byUndici },
    'pool-alone': { name: 'pool-alone', program: 'pool-alone', settings: byUndici },
    node,
    'node-confirm': await named('node-confirm'),
    'node-secret': await named('node-secret'),
    fetch: { name: 'fetch', program: 'fetch', settings: byFetch },
    'fetch-timeout': { name: 'fetch-timeout', program: 'fetch-timeout', settings: byFetch },
    web,
    'web-confirm': await named('web-confirm'),
    'web-secret': await named('web-secret'),
    'aws-sdk': { name: 'aws-sdk', program: 'aws-sdk', settings: members },
    'identity-js': { name: 'identity-js', program: 'identity-js', settings: members },
  };
}
