// The options of createCognito. They are checked at once: a misspelt option must not make a spec pass.
import { didYouMean } from '../schema/did-you-mean.ts';
import { refuse } from './refuse.ts';

/** The status of a user, as `list-users` has it. */
export type UserStatus = 'CONFIRMED' | 'RESET_REQUIRED' | 'UNCONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER';

/** A user of the pool. */
export interface CognitoUser {
  /** The user's name. It must differ from the names and aliases of other users. */
  readonly username: string;
  /** The e-mail address for codes. It is not an alias: list it in `aliases` to allow it as a `Username`. */
  readonly email?: string | undefined;
  /** The phone number for codes. A user with both gets an SMS, as in a pool without a recovery setting. */
  readonly phoneNumber?: string | undefined;
  /** Default: `true` if `email` is set. */
  readonly emailVerified?: boolean | undefined;
  /** Default: `true` if `phoneNumber` is set. */
  readonly phoneNumberVerified?: boolean | undefined;
  /** Default: `CONFIRMED`. */
  readonly status?: UserStatus | undefined;
  /** Default: `true`. */
  readonly enabled?: boolean | undefined;
  /** The initial password, for `passwordOf`. */
  readonly password?: string | undefined;
  /** Other values of `Username` that mean this user. */
  readonly aliases?: readonly string[] | undefined;
  /** Whether the user's name and aliases are case-sensitive. Default: the pool's `caseSensitive`. */
  readonly caseSensitive?: boolean | undefined;
}

/** An app client of the pool. */
export interface CognitoAppClient {
  /** 1 to 128 characters of `[A-Za-z0-9_+]`. */
  readonly clientId: string;
  /** If set, every request needs the correct `SecretHash`. Never logged. */
  readonly clientSecret?: string | undefined;
  /** `ENABLED` hides which users exist. Default: `ENABLED`, as for app clients created in the console. */
  readonly preventUserExistenceErrors?: 'ENABLED' | 'LEGACY' | undefined;
}

/** The password policy. Every rule is off by default. */
export interface PasswordPolicy {
  /** In characters, at least 1. */
  readonly minimumLength?: number | undefined;
  readonly requireLowercase?: boolean | undefined;
  readonly requireUppercase?: boolean | undefined;
  readonly requireNumbers?: boolean | undefined;
  readonly requireSymbols?: boolean | undefined;
}

/** Options of {@link createCognito}. */
export interface CognitoOptions {
  /** Default: none. */
  readonly users?: readonly CognitoUser[] | undefined;
  /** Default: every client ID is valid, without a secret and with `ENABLED`. */
  readonly clients?: readonly CognitoAppClient[] | undefined;
  /** The pool throttles further requests within a second. Default: no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** The requests for one user per hour, both operations together. Default: 20. */
  readonly attemptsPerHour?: number | undefined;
  /** The wrong codes for one user per hour before the pool refuses the user's requests. Default: 5. */
  readonly wrongCodesPerHour?: number | undefined;
  /** Default: no policy. */
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** Whether names and aliases are case-sensitive. Default: `true`. */
  readonly caseSensitive?: boolean | undefined;
  /** Returns the time in milliseconds since 1970. Default: always 1 January 2026, 00:00 UTC. */
  readonly now?: (() => number) | undefined;
  /** Returns a number from 0 to below 1, like `Math.random`. Default: the same numbers for the same user in every run. */
  readonly random?: (() => number) | undefined;
}

/** Describes the valid values if the value is invalid. */
export type Check = (value: unknown) => string | undefined;

/** A check for every member of a structure. */
export type Shape<Structure> = { readonly [Member in keyof Structure]-?: Check };

const must =
  (expectation: string, isRight: (value: unknown) => boolean): Check =>
  (value) =>
    isRight(value) ? undefined : `must be ${expectation}`;

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

export const text = must('a string that is not empty', (value) => typeof value === 'string' && value !== '');
export const flag = must('true or false', (value) => typeof value === 'boolean');
export const callback = must('a function', (value) => typeof value === 'function');
export const list = must('an array', Array.isArray);
export const count = must(
  'a whole number from 1 to 2147483647',
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 2_147_483_647,
);
export const oneOf = (...known: readonly unknown[]): Check =>
  must(known.map((each) => JSON.stringify(each)).join(' or '), (value) => known.includes(value));
const texts = must('an array of strings that are not empty', (value) => Array.isArray(value) && !value.some(text));
const clientId = must('1 to 128 letters, digits, _ or +', (value) => /^[\w+]{1,128}$/.test(String(value)));
const isStructure = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const userShape: Shape<CognitoUser> = {
  username: text,
  email: optional(text),
  phoneNumber: optional(text),
  emailVerified: optional(flag),
  phoneNumberVerified: optional(flag),
  status: optional(oneOf('CONFIRMED', 'RESET_REQUIRED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER')),
  enabled: optional(flag),
  password: optional(text),
  aliases: optional(texts),
  caseSensitive: optional(flag),
};

const clientShape: Shape<CognitoAppClient> = {
  clientId,
  clientSecret: optional(text),
  preventUserExistenceErrors: optional(oneOf('ENABLED', 'LEGACY')),
};

const policyShape: Shape<PasswordPolicy> = {
  minimumLength: optional(count),
  requireLowercase: optional(flag),
  requireUppercase: optional(flag),
  requireNumbers: optional(flag),
  requireSymbols: optional(flag),
};

const optionsShape: Shape<CognitoOptions> = {
  users: optional(list),
  clients: optional(list),
  requestsPerSecond: optional(count),
  attemptsPerHour: optional(count),
  wrongCodesPerHour: optional(count),
  passwordPolicy: optional(must('an object', isStructure)),
  caseSensitive: optional(flag),
  now: optional(callback),
  random: optional(callback),
};

/**
 * Checks the members of a structure. `at` is the path of the structure, such as `users[0].`.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` for the first member that is unknown or invalid.
 */
export function checkMembers<Structure>(at: string, given: unknown, shape: Shape<Structure>): void {
  if (!isStructure(given)) refuse(`${at.replace(/\.$/, '') || 'The options'} must be an object`);
  const members: Readonly<Record<string, unknown>> = { ...Object(given) };
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(shape, name))
      refuse(`${at}${name.slice(0, 64)} is unknown${didYouMean(name, Object.keys(shape))}`);
  }
  for (const [name, check] of Object.entries<Check>(shape)) {
    const problem = check(members[name]);
    if (problem) refuse(`${at}${name} ${problem}`);
  }
}

/**
 * Checks and copies the options, so that later changes by the caller have no effect.
 *
 * @throws `ConfigurationError` as `checkMembers` does.
 */
export function checkedOptions(given: CognitoOptions): CognitoOptions {
  checkMembers('', given, optionsShape);
  const options = { ...given };
  options.users?.forEach((user, index) => {
    checkMembers(`users[${index}].`, user, userShape);
  });
  options.clients?.forEach((client, index) => {
    checkMembers(`clients[${index}].`, client, clientShape);
  });
  if (options.passwordPolicy) checkMembers('passwordPolicy.', options.passwordPolicy, policyShape);
  return {
    ...options,
    users: options.users?.map((user) => ({ ...user })),
    clients: options.clients?.map((client) => ({ ...client })),
    passwordPolicy: { ...options.passwordPolicy },
  };
}
