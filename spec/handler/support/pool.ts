// The pool of the handler's specs: one user for each state.
import type { Transport } from '../../../lib/client/transport.ts';
import { ForgotPasswordClient } from '../../../lib/index.ts';
import type { CognitoUser, NamedFault, TestCognito } from '../../../lib/testing/testing.ts';
import { openCognito, sendCode as requestCode } from '../../support/cognito.ts';

/** The app client's PreventUserExistenceErrors. */
export type ExistenceErrors = 'LEGACY' | 'ENABLED';

/** The code that the pool sends to every user. */
export const CODE = '482913';

/** Another name of the user `confirmed`, as people type it. */
export const ALICE = 'alice@example.com';

const email = ALICE;
const USERS: readonly CognitoUser[] = [
  { username: 'confirmed', email, aliases: [ALICE] },
  { username: 'reset-required', email, status: 'RESET_REQUIRED' },
  { username: 'disabled', email, enabled: false },
  { username: 'unverified', email, emailVerified: false },
  { username: 'unconfirmed', email, status: 'UNCONFIRMED' },
  { username: 'force-change', email, status: 'FORCE_CHANGE_PASSWORD' },
  { username: 'external', email, status: 'EXTERNAL_PROVIDER' },
];

/** The states of a user; each user is named after its state. */
export const STATES: readonly string[] = [...USERS.map(({ username }) => username), 'unknown'];

/** Tells whether the service sends a message to a user in this state, which takes longer. */
export const isSentCode = (state: string): boolean => state === 'confirmed' || state === 'reset-required';

/** What sets a pool apart from the next. */
export interface PoolOptions {
  readonly existenceErrors?: ExistenceErrors;
  /** The service's answer to every request, whoever the user is. */
  readonly always?: NamedFault | undefined;
  readonly now?: () => number;
}

/** Creates a pool without limits of its own, so that a spec sees the handler's. */
export function makePool({ existenceErrors = 'ENABLED', always, now }: PoolOptions = {}): TestCognito {
  return openCognito({
    users: USERS,
    clients: [{ clientId: 'abc', preventUserExistenceErrors: existenceErrors }],
    passwordPolicy: { minimumLength: 8 },
    attemptsPerHour: 1_000_000,
    wrongCodesPerHour: 1_000_000,
    random: () => Number(`0.${CODE}5`),
    now,
    faults: always ? [{ when: 'before', with: always, times: Number.POSITIVE_INFINITY }] : [],
  });
}

/** A client over a transport. */
export function clientOver(transport: Transport, maxAttempts = 3): ForgotPasswordClient {
  const endpointUrl = 'https://cognito.example';
  return new ForgotPasswordClient({ clientId: 'abc', endpointUrl, transport, maxAttempts });
}

/** Lets the pool send a user the code, past the handler. */
export const sendCode = (pool: TestCognito, username = 'confirmed'): Promise<void> =>
  requestCode(pool, 'abc', username);
