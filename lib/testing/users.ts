import type { CognitoOptions, CognitoUser, UserStatus } from './options.ts';
import { refuse } from './refuse.ts';

/** The destination of a user's codes. */
export interface Contact {
  readonly destination: string;
  readonly medium: 'EMAIL' | 'SMS';
}

/** A user and the user's state. */
export interface Account {
  readonly user: CognitoUser;
  /** `undefined` if the user has no verified e-mail address or phone number. */
  readonly contact: Contact | undefined;
  readonly random: () => number;
  status: UserStatus;
  password: string | undefined;
  code: { readonly value: string; readonly at: number; readonly clientId: string } | undefined;
}

/** A pool without a recovery setting prefers SMS. */
function contactOf({ email, emailVerified, phoneNumber, phoneNumberVerified }: CognitoUser): Contact | undefined {
  if (phoneNumber && phoneNumberVerified !== false) return { destination: phoneNumber, medium: 'SMS' };
  return email && emailVerified !== false ? { destination: email, medium: 'EMAIL' } : undefined;
}

/** The users of a pool, by their names and aliases. */
export class Users {
  readonly #exact = new Map<string, Account>();
  readonly #anyCase = new Map<string, Account>();

  /** @throws `ConfigurationError` if two users share a name or alias. */
  constructor(
    { users = [], caseSensitive: isPoolSensitive = true }: CognitoOptions,
    randomOf: (username: string) => () => number,
  ) {
    for (const [index, user] of users.entries()) {
      const { username, aliases = [], status = 'CONFIRMED', password, caseSensitive = isPoolSensitive } = user;
      const contact = contactOf(user);
      const account: Account = { user, contact, random: randomOf(username), status, password, code: undefined };
      for (const name of new Set([username, ...aliases])) {
        if (this.find(name))
          refuse(`users[${index}] shares a name or alias with another user; names and aliases must be unique`);
        if (caseSensitive) this.#exact.set(name, account);
        else this.#anyCase.set(name.toLowerCase(), account);
      }
    }
  }

  find(name: string): Account | undefined {
    return this.#exact.get(name) ?? this.#anyCase.get(name.toLowerCase());
  }
}
