// A user pool of `./testing` at a loopback address, for as long as a spec needs it.
import type { Transport } from '../../lib/client/transport.ts';
import {
  type CognitoOptions,
  type CognitoRequest,
  type CognitoUser,
  createCognito,
  type Fault,
  type NamedFault,
  type OperationName,
  type TestCognito,
} from '../../lib/testing/testing.ts';
import type { Answerer } from './loopback.ts';

/** A pool, and what goes wrong at it. */
export interface Setting extends CognitoOptions {
  readonly faults?: readonly Fault[];
}

/** A pool that listens. */
export interface ListeningCognito extends TestCognito {
  readonly url: string;
}

/** Where the pool sends the code of every user that a spec names. */
export const details = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' } as const;

const usersOf = (usernames: readonly string[]): CognitoUser[] =>
  usernames.map((username) => ({ username, email: 'alice@example.com' }));

/** Accepts every request, as the service hides who does not exist; it knows the users whose destination specs expect. */
export const accepting: Setting = {
  users: usersOf(['alice', 'bob', 'böb', 'carol', 'a', 'b', 'c', 'd']),
  attemptsPerHour: 1_000_000,
};

/** Answers so many requests with the same error, or the same status that is not the service's; by default all of them. */
export function refusing(error: string | number | NamedFault, times = Number.POSITIVE_INFINITY): Setting {
  const fault = typeof error === 'string' ? { name: error } : error;
  return { ...accepting, faults: [{ when: 'before', with: fault, times }] };
}

/** Knows these users only, and tells who does not exist. */
export function knowing(...usernames: readonly string[]): Setting {
  return {
    ...accepting,
    users: usersOf(usernames),
    clients: [{ clientId: 'client1', preventUserExistenceErrors: 'LEGACY' }],
  };
}

/** The code that `sendingCode` sends. */
export const CODE = '123456';

/** Sends every user the same code. */
export const sendingCode: Setting = { ...accepting, random: () => Number(`0.${CODE}5`) };

/** Creates a pool with its faults. */
export function openCognito({ faults = [], ...options }: Setting = accepting): TestCognito {
  const cognito = createCognito(options);
  for (const fault of faults) cognito.fail(fault);
  return cognito;
}

/** Calls `onArrival` once the pool has a request, and waits for it before the pool's answer is passed on. */
export function watched(
  { transport }: Pick<TestCognito, 'transport'>,
  onArrival: (username: string, operation: OperationName) => void | Promise<void>,
): Transport {
  return async (url, request) => {
    const { Username } = JSON.parse(request.body) as { readonly Username: string };
    const isFirstStep = request.headers['x-amz-target']?.endsWith('.ForgotPassword');
    const operation = isFirstStep ? 'ForgotPassword' : 'ConfirmForgotPassword';
    const [response] = await Promise.all([transport(url, request), onArrival(Username, operation)]);
    return response;
  };
}

/** Answers at a loopback server as a pool does. */
export function answersOf({ fetch }: TestCognito): Answerer {
  return async ({ headers, body }) => {
    const sent = { 'x-amz-target': String(headers['x-amz-target']) };
    const response = await fetch('http://localhost', { method: 'POST', headers: sent, body });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}

/** Lets the pool send a user a code. */
export async function sendCode({ fetch }: TestCognito, ClientId: string, Username = 'alice'): Promise<void> {
  const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' };
  await fetch('http://localhost', { method: 'POST', headers, body: JSON.stringify({ ClientId, Username }) });
}

/** The members of the requests that were to change a password. */
export const confirmationsTo = ({ requests }: Pick<TestCognito, 'requests'>): readonly CognitoRequest['members'][] =>
  requests.filter(({ operation }) => operation === 'ConfirmForgotPassword').map(({ members }) => members);

/** Starts a pool for as long as `use` takes. */
export async function withCognito<Result>(
  setting: Setting,
  use: (cognito: ListeningCognito) => Promise<Result>,
): Promise<Result> {
  const cognito = openCognito(setting);
  const { url, close } = await cognito.listen();
  try {
    return await use({ ...cognito, url });
  } finally {
    await close();
  }
}
