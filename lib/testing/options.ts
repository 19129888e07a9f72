// What a Cognito for specs is set up with. Settings are checked at once: a typing error must not make a spec pass.
import { suggestion } from '../schema/did-you-mean.ts';
import { refuse } from './refuse.ts';

/** The status of a user, as `list-users` has it. */
export type UserStatus = 'CONFIRMED' | 'RESET_REQUIRED' | 'UNCONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER';

/** A user of the pool. */
export interface CognitoUser {
  /** The user's name. No other user may have it as a name or an alias. */
  readonly username: string;
  /** An e-mail address to send codes to. Unlike an alias, it is no name for the user. */
  readonly email?: string | undefined;
  /** A phone number to send codes to. A user with both gets an SMS, as in a pool that has no recovery setting. */
  readonly phoneNumber?: string | undefined;
  /** Default: `true` with an e-mail address. */
  readonly emailVerified?: boolean | undefined;
  /** Default: `true` with a phone number. */
  readonly phoneNumberVerified?: boolean | undefined;
  /** Default: `CONFIRMED`. */
  readonly status?: UserStatus | undefined;
  /** Default: `true`. */
  readonly enabled?: boolean | undefined;
  /** The password before any reset, for `passwordOf`. */
  readonly password?: string | undefined;
  /** Other names that the user is known by. */
  readonly aliases?: readonly string[] | undefined;
  /** Whether the case of letters counts in the user's name and aliases. Default: that of the whole pool. */
  readonly caseSensitive?: boolean | undefined;
}

/** An app client of the pool. */
export interface CognitoAppClient {
  /** 1 to 128 characters of `[A-Za-z0-9_+]`. */
  readonly clientId: string;
  /** With a secret, each request needs the right `SecretHash`. */
  readonly clientSecret?: string | undefined;
  /** Whether answers hide which users exist. Default: `ENABLED`, as for clients made in the console. */
  readonly preventUserExistenceErrors?: 'ENABLED' | 'LEGACY' | undefined;
}

/** What a password must hold; each rule is off unless given. */
export interface PasswordPolicy {
  /** In characters, from 1 on. */
  readonly minimumLength?: number | undefined;
  readonly requireLowercase?: boolean | undefined;
  readonly requireUppercase?: boolean | undefined;
  readonly requireNumbers?: boolean | undefined;
  readonly requireSymbols?: boolean | undefined;
}

/** How a Cognito for specs is set up. */
export interface CognitoOptions {
  /** Default: none. */
  readonly users?: readonly CognitoUser[] | undefined;
  /** Default: any client ID is taken, without a secret and with `ENABLED`. */
  readonly clients?: readonly CognitoAppClient[] | undefined;
  /** More requests in a second are throttled. Default: no limit. */
  readonly requestsPerSecond?: number | undefined;
  /** More requests for one user in an hour are refused, both operations together. Default: 20. */
  readonly attemptsPerHour?: number | undefined;
  /** After so many wrong codes in an hour a user's requests are refused. Default: 5. */
  readonly wrongCodesPerHour?: number | undefined;
  /** Default: any password is taken. */
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** Whether the case of letters counts in names and aliases. Default: `true`. */
  readonly caseSensitive?: boolean | undefined;
  /** The time in milliseconds since 1970. Default: time stands still on 1 January 2026. */
  readonly now?: (() => number) | undefined;
  /** At least 0 and below 1, as `Math.random`. Default: the same numbers for the same user in each run. */
  readonly random?: (() => number) | undefined;
}

/** Says what a value must be, when it is not. */
export type Check = (value: unknown) => string | undefined;

/** A check for each member of a structure. */
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
 * Checks the members of a structure; `at` is its own place in the settings, such as `users[0].`.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` that names the first member that is unknown or of the wrong kind.
 */
export function checkMembers<Structure>(at: string, given: unknown, shape: Shape<Structure>): void {
  if (!isStructure(given)) refuse(`${at.replace(/\.$/, '') || 'The options'} must be an object`);
  const members: Readonly<Record<string, unknown>> = { ...Object(given) };
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(shape, name)) refuse(`${at}${name.slice(0, 64)} is unknown${suggestion(name, shape)}`);
  }
  for (const [name, check] of Object.entries<Check>(shape)) {
    const problem = check(members[name]);
    if (problem) refuse(`${at}${name} ${problem}`);
  }
}

/**
 * Checks the settings of a Cognito, and copies them: what their owner changes later changes nothing.
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
