// The emulator cognito-local, as a child process in a temporary folder on a free port of the loopback interface.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildRequest } from '../../lib/protocol/request.ts';

const START = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js');
const SERVICE = 'AWSCognitoIdentityProviderService';
// It loads the whole AWS SDK v2, which takes long on a busy machine.
const DEADLINE_MS = 60_000;
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
  const response = await fetch(endpointUrl, buildRequest(`${SERVICE}.${operation}`, members, {}));
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

/** The address that the emulator prints once it listens: with port 0 nobody else can take the port first. */
async function addressOf(child: ChildProcess, signal: AbortSignal): Promise<string> {
  let printed = '';
  const ended = once(child, 'exit', { signal }).then(() =>
    Promise.reject(new Error(`cognito-local ended:\n${printed}`)),
  );
  const found = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const [, port] = /running on http:\/\/[^:]+:(\d+)/.exec(printed) ?? [];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
    }
  });
  return Promise.race([found, ended]);
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

async function stop(child: ChildProcess, folder: string): Promise<void> {
  // Never started, or already gone: there is no exit to wait for.
  if (child.pid && child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts an emulator that has no pool. When `caller` aborts meanwhile, nothing of it is left. */
export async function startCognitoLocal(caller?: AbortSignal): Promise<Emulator> {
  const folder = await mkdtemp(join(tmpdir(), 'cognito-local-'));
  const child = spawn(process.execPath, [START], {
    cwd: folder,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const signal = caller ? AbortSignal.any([deadline, caller]) : deadline;
    const endpointUrl = await addressOf(child, signal);
    await untilHealthy(endpointUrl, signal);
    const stateFile = ({ userPoolId }: Pool): string => join(folder, '.cognito', 'db', `${userPoolId}.json`);
    return {
      endpointUrl,
      send: (operation, members) => send(endpointUrl, operation, members),
      createPoolClientUser: (username) => createPoolClientUser(endpointUrl, username),
      readCode: (pool) => readCode(stateFile(pool)),
      stateFile,
      stop: () => stop(child, folder),
    };
  } catch (error) {
    await stop(child, folder);
    throw error;
  }
}
