// The documented or observed behaviour of the service, as cases for ./testing and the emulators.
import { type Answer, lineOf } from '../support.ts';
import { hashFor, type Pool, type Setup, USERNAME } from './targets.ts';

/** A case. `run` returns the final answer as one line. */
export interface ContractCase extends Setup {
  readonly documented: string;
  readonly run: (pool: Pool) => Promise<string>;
}

const MISMATCH = 'CodeMismatchException: Invalid verification code provided, please try again.';
const EXPIRED = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const LIMIT = 'LimitExceededException: Attempt limit exceeded, please try after some time.';

const forgot = (pool: Pool, more: object = {}): Promise<Answer> =>
  pool.ask('ForgotPassword', { ClientId: pool.clientId, Username: USERNAME, ...more });

const confirm = (pool: Pool, ConfirmationCode: string, more: object = {}): Promise<Answer> =>
  pool.ask('ConfirmForgotPassword', {
    ClientId: pool.clientId,
    Username: USERNAME,
    ConfirmationCode,
    Password: 'Correct-Horse-7',
    ...more,
  });

const wrong = async (pool: Pool): Promise<string> => ((await pool.code()) === '111111' ? '222222' : '111111');

const destinationOf = ({ members }: Answer): string => String(Object(members.CodeDeliveryDetails).Destination);

/** The cases by title. */
export const cases: Readonly<Record<string, ContractCase>> = {
  'ForgotPassword for a confirmed user': {
    documented: 'accepted with details',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'the destination in the answer': {
    documented: 'a***@e***',
    run: async (pool) => destinationOf(await forgot(pool)),
  },
  'ForgotPassword for an unknown user, LEGACY': {
    user: 'unknown',
    documented: 'UserNotFoundException: Username/client id combination not found.',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'ForgotPassword for an unknown user, ENABLED': {
    user: 'unknown',
    setting: 'ENABLED',
    documented: 'accepted with details',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'ForgotPassword for a disabled user, LEGACY': {
    user: 'disabled',
    documented: 'NotAuthorizedException: User is disabled.',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'ForgotPassword for a disabled user, ENABLED': {
    user: 'disabled',
    setting: 'ENABLED',
    documented: 'accepted with details',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'ForgotPassword for a user who never signed in, ENABLED': {
    user: 'never signed in',
    setting: 'ENABLED',
    documented: 'NotAuthorizedException: User password cannot be reset in the current state.',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'ForgotPassword for a user who never signed in': {
    user: 'never signed in',
    documented: 'NotAuthorizedException: User password cannot be reset in the current state.',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'ForgotPassword for a user without an address, LEGACY': {
    user: 'without an address',
    documented:
      'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'an unknown app client': {
    documented: 'ResourceNotFoundException: User pool client ID does not exist.',
    run: async (pool) => lineOf(await forgot(pool, { ClientId: 'unknownclient' })),
  },
  'no SecretHash for a client with a secret': {
    hasSecret: true,
    documented: 'NotAuthorizedException: Client ID is configured with secret but SECRET_HASH was not received',
    run: async (pool) => lineOf(await forgot(pool)),
  },
  'a wrong SecretHash': {
    hasSecret: true,
    documented: 'NotAuthorizedException: Unable to verify secret hash for client ID',
    run: async (pool) => lineOf(await forgot(pool, { SecretHash: 'AAAA' })),
  },
  'the right SecretHash': {
    hasSecret: true,
    documented: 'accepted with details',
    run: async (pool) => lineOf(await forgot(pool, { SecretHash: await hashFor(pool) })),
  },
  'a username with a space': {
    documented:
      "InvalidParameterException: 1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    run: async (pool) => lineOf(await forgot(pool, { Username: 'a b' })),
  },
  'the right code': {
    documented: 'accepted',
    async run(pool) {
      await forgot(pool);
      return lineOf(await confirm(pool, await pool.code()));
    },
  },
  'a used code': {
    documented: EXPIRED,
    async run(pool) {
      await forgot(pool);
      const code = await pool.code();
      await confirm(pool, code);
      return lineOf(await confirm(pool, code));
    },
  },
  'a code without a request': {
    documented: EXPIRED,
    run: async (pool) => lineOf(await confirm(pool, '111111')),
  },
  'a wrong code': {
    documented: MISMATCH,
    async run(pool) {
      await forgot(pool);
      return lineOf(await confirm(pool, await wrong(pool)));
    },
  },
  'a code before the newest one': {
    documented: MISMATCH,
    async run(pool) {
      await forgot(pool);
      const code = await pool.code();
      await forgot(pool);
      return (await pool.code()) === code ? 'the same code again' : lineOf(await confirm(pool, code));
    },
  },
  'a code for an unknown user, ENABLED': {
    user: 'unknown',
    setting: 'ENABLED',
    documented: MISMATCH,
    run: async (pool) => lineOf(await confirm(pool, '111111')),
  },
  'a code for a disabled user, ENABLED': {
    user: 'disabled',
    setting: 'ENABLED',
    documented: MISMATCH,
    run: async (pool) => lineOf(await confirm(pool, '111111')),
  },
  'a code for a user who never signed in, ENABLED': {
    user: 'never signed in',
    setting: 'ENABLED',
    documented: EXPIRED,
    run: async (pool) => lineOf(await confirm(pool, '111111')),
  },
  'the right code after five wrong ones': {
    documented: LIMIT,
    async run(pool) {
      await forgot(pool);
      for (let count = 0; count < 5; count++) await confirm(pool, await wrong(pool));
      return lineOf(await confirm(pool, await pool.code()));
    },
  },
  'a password that breaks the policy': {
    hasPolicy: true,
    documented: 'InvalidPasswordException: Password does not conform to policy: Password not long enough',
    async run(pool) {
      await forgot(pool);
      return lineOf(await confirm(pool, await pool.code(), { Password: 'short' }));
    },
  },
};
