import type { CognitoOptions, CognitoUser, UserStatus } from './options.ts';
import { refuse } from './refuse.ts';

/** Where a user's codes go. */
export interface Contact {
  readonly destination: string;
  readonly medium: 'EMAIL' | 'SMS';
}

/** A user, and what became of it. */
export interface Account {
  readonly user: CognitoUser;
  /** Absent when no address is verified. */
  readonly contact: Contact | undefined;
  readonly random: () => number;
  status: UserStatus;
  password: string | undefined;
  code: { readonly value: string; readonly at: number; readonly clientId: string } | undefined;
}

/** A pool without a recovery setting sends an SMS where it can. */
function contactOf({ email, emailVerified, phoneNumber, phoneNumberVerified }: CognitoUser): Contact | undefined {
  if (phoneNumber && phoneNumberVerified !== false) return { destination: phoneNumber, medium: 'SMS' };
  return email && emailVerified !== false ? { destination: email, medium: 'EMAIL' } : undefined;
}

/** The users of a pool, by their names and aliases. */
export class Users {
  readonly #exact = new Map<string, Account>();
  readonly #anyCase = new Map<string, Account>();

  /** @throws `ConfigurationError` when two users share a name. */
  constructor(
    { users = [], caseSensitive: isPoolSensitive = true }: CognitoOptions,
    randomOf: (username: string) => () => number,
  ) {
    for (const [index, user] of users.entries()) {
      const { username, aliases = [], status = 'CONFIRMED', password, caseSensitive = isPoolSensitive } = user;
      const contact = contactOf(user);
      const account: Account = { user, contact, random: randomOf(username), status, password, code: undefined };
      for (const name of new Set([username, ...aliases])) {
        if (this.find(name)) refuse(`users[${index}] has a name or alias that another user has`);
        if (caseSensitive) this.#exact.set(name, account);
        else this.#anyCase.set(name.toLowerCase(), account);
      }
    }
  }

  find(name: string): Account | undefined {
    return this.#exact.get(name) ?? this.#anyCase.get(name.toLowerCase());
  }
}
