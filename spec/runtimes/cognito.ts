// The pool that the portable suite calls, in process and over sockets.
import type { createCognito } from 'cognito-forgot-password/testing';

type CognitoOptions = NonNullable<Parameters<typeof createCognito>[0]>;

export const ALICE = { username: 'alice', email: 'alice@example.com' } as const;
export const PLAIN = 'plainclient';
export const SECRETIVE = { clientId: 'secretclient', clientSecret: 's3cret' } as const;

/** All runtimes share the listening pool, so its hourly limit is high. */
export const POOL: CognitoOptions = {
  users: [ALICE, { username: 'bob', status: 'FORCE_CHANGE_PASSWORD' }],
  clients: [
    { clientId: PLAIN, preventUserExistenceErrors: 'LEGACY' },
    { ...SECRETIVE, preventUserExistenceErrors: 'LEGACY' },
  ],
  attemptsPerHour: 1_000_000,
};
