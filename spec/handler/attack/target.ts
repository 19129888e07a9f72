// The route under attack, in a process of its own: `target.ts KIND SEED`. It prints its URL.
//
// The service behind it knows two users. For the one who exists it takes longer: it sends a message, and one time in ten
// a trigger starts cold.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ForgotPasswordCaller } from '../../../lib/handler/options.ts';
import { startPage } from '../../examples/page/server.ts';
import { seededChance } from '../../support/chance.ts';
import { watched } from '../../support/cognito.ts';
import { clientOver, isSentCode, makePool } from '../support/pool.ts';

const MINIMUM_MS = 1_000;
const [kind, seed] = process.argv.slice(2);
const chance = seededChance(Number(seed));

/** How long the service takes, in milliseconds. */
function serviceMs(username: string, operation: string): number {
  // Whoever the user is.
  if (chance.below(1_000) < 2) return 1_000 + chance.below(1_500);
  // To refuse a code, the service sends nobody a message.
  if (operation === 'ConfirmForgotPassword')
    return isSentCode(username) ? 60 + chance.below(80) : 40 + chance.below(60);
  if (!isSentCode(username)) return 20 + chance.below(60);
  return chance.below(10) === 0 ? 900 + chance.below(2_500) : 150 + chance.below(500);
}

/** The first step as it is written by hand: one answer for everybody, but it waits for the call. */
async function serveByHand(client: ForgotPasswordCaller, leastMs: number): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const { username } = JSON.parse(await text(incoming)) as { readonly username: string };
    await Promise.all([client.forgotPassword({ Username: username }).catch(() => {}), sleep(leastMs)]);
    outgoing.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"accepted"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const pool = makePool({ existenceErrors: 'LEGACY' });
const client = clientOver(watched(pool, (username, operation) => sleep(serviceMs(username, operation))));
if (kind === 'handler') console.log((await startPage({ client, minimumMs: MINIMUM_MS })).url);
else console.log(await serveByHand(client, kind === 'padded' ? MINIMUM_MS : 0));
