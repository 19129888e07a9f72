// The emulator cognito-local, as a child process in a temporary folder on a free port of the loopback interface.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeRequest } from '../../lib/protocol/json11.ts';
import { type ChildServer, startChildServer } from './child-server.ts';

const START = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js');
const DEADLINE_MS = 30_000;
const POLL_INTERVAL_MS = 50;

/** A user pool with an app client and one user. */
export interface Pool {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
}

/** A running emulator. */
export interface Emulator {
  readonly endpointUrl: string;
  /** Calls an operation, and returns the members of its answer. Rejects with the service's `__type` and message. */
  send(operation: string, members: object): Promise<Record<string, unknown>>;
  createPoolClientUser(username: string): Promise<Pool>;
  /** The code that the emulator has issued to the pool's user; `undefined` when there is none. */
  readCode(pool: Pool): Promise<string | undefined>;
  /** The file in which the emulator keeps the pool; a user's `ConfirmationCode` stands in it. */
  stateFile(pool: Pool): string;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

async function send(endpointUrl: string, operation: string, members: object): Promise<Record<string, unknown>> {
  const response = await fetch(endpointUrl, encodeRequest(operation, members, {}));
  const reply = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${operation}: ${reply.__type}: ${reply.message}`);
  return reply;
}

async function createPoolClientUser(endpointUrl: string, username: string): Promise<Pool> {
  const { UserPool } = await send(endpointUrl, 'CreateUserPool', { PoolName: 'pool' });
  const { Id: userPoolId } = UserPool as { Id: string };
  const { UserPoolClient } = await send(endpointUrl, 'CreateUserPoolClient', {
    UserPoolId: userPoolId,
    ClientName: 'client',
  });
  await send(endpointUrl, 'AdminCreateUser', {
    UserPoolId: userPoolId,
    Username: username,
    UserAttributes: [{ Name: 'email', Value: username }],
    DesiredDeliveryMediums: ['EMAIL'],
  });
  const { ClientId: clientId } = UserPoolClient as { ClientId: string };
  return { userPoolId, clientId, username };
}

async function readCode(stateFile: string): Promise<string | undefined> {
  const state = JSON.parse(await readFile(stateFile, 'utf8')) as {
    Users: Record<string, { ConfirmationCode?: string }>;
  };
  return Object.values(state.Users).find((user) => user.ConfirmationCode)?.ConfirmationCode;
}

async function untilHealthy(endpointUrl: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const response = await fetch(`${endpointUrl}/health`, { signal }).catch((error: unknown) => {
      if (signal.aborted) throw error;
    });
    if (response?.ok) return;
    await delay(POLL_INTERVAL_MS, undefined, { signal });
  }
}

/** Starts an emulator that has no pool. When `caller` aborts meanwhile, nothing of it is left. */
export async function startCognitoLocal(caller?: AbortSignal): Promise<Emulator> {
  const folder = await mkdtemp(join(tmpdir(), 'cognito-local-'));
  let server: ChildServer | undefined;
  const stop = async (): Promise<void> => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const env = { HOST: '127.0.0.1', PORT: '0' };
    server = await startChildServer({ command: process.execPath, args: [START], cwd: folder, env, signal: caller });
    const endpointUrl = server.url;
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    await untilHealthy(endpointUrl, caller ? AbortSignal.any([deadline, caller]) : deadline);
    const stateFile = ({ userPoolId }: Pool): string => join(folder, '.cognito', 'db', `${userPoolId}.json`);
    return {
      endpointUrl,
      send: (operation, members) => send(endpointUrl, operation, members),
      createPoolClientUser: (username) => createPoolClientUser(endpointUrl, username),
      readCode: (pool) => readCode(stateFile(pool)),
      stateFile,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
