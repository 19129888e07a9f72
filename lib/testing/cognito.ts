// A user pool as a state machine: a request's members go in, an answer comes out. Clock, randomness and the hash come from
// outside, so that two runs are the same.
import type { OperationName } from './constraints.ts';
import { hidden, masked } from './destination.ts';
import type { CognitoAppClient, CognitoOptions } from './options.ts';
import { brokenRule } from './password-policy.ts';
import { codeFrom } from './random.ts';
import { type Refusal, refusal } from './refusals.ts';
import { type Account, Users } from './users.ts';
import { type Members, validated } from './validation.ts';
import { Window } from './window.ts';

/** A message that a user was sent. */
export interface CognitoMessage {
  /** The user's name, also where an alias was sent. */
  readonly username: string;
  /** The whole address or number. */
  readonly destination: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly code: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** Where a code went, as the service says. */
export interface DeliveryDetails {
  readonly AttributeName: 'email' | 'phone_number';
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  /** Masked. */
  readonly Destination: string;
}

/** What a request is answered with: the members of a success, or a refusal. */
export type Answer =
  | { readonly accepted: { readonly CodeDeliveryDetails?: DeliveryDetails } }
  | { readonly refused: Refusal };

/** What a pool takes from its surroundings. */
export interface Surroundings {
  readonly now: () => number;
  /** The random numbers for a user's codes. */
  readonly randomOf: (username: string) => () => number;
  readonly secretHash: (parts: { username: string; clientId: string; clientSecret: string }) => Promise<string>;
}

const HOUR_MS = 3_600_000;
const CLIENT_WITHOUT_SECRET: Omit<CognitoAppClient, 'clientId'> = {};

const refused = (name: string, message?: string): Answer => ({ refused: refusal(name, message) });

/** A user pool. */
export class Cognito {
  readonly #options: CognitoOptions;
  readonly #surroundings: Surroundings;
  readonly #deliver: (message: CognitoMessage) => void;
  readonly #users: Users;
  readonly #requests: Window;
  readonly #attempts: Window;
  readonly #wrongCodes: Window;

  /** @throws `ConfigurationError` when two users share a name. */
  constructor(options: CognitoOptions, surroundings: Surroundings, deliver: (message: CognitoMessage) => void) {
    const { requestsPerSecond = Number.POSITIVE_INFINITY, attemptsPerHour = 20, wrongCodesPerHour = 5 } = options;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#deliver = deliver;
    this.#users = new Users(options, surroundings.randomOf);
    this.#requests = new Window(1_000, requestsPerSecond);
    this.#attempts = new Window(HOUR_MS, attemptsPerHour);
    this.#wrongCodes = new Window(HOUR_MS, wrongCodesPerHour);
  }

  /** Answers a request. One at a time: the hash takes a moment, and the order of requests decides which code is whose. */
  async answer(operation: OperationName, request: unknown): Promise<Answer> {
    const now = this.#surroundings.now();
    if (this.#requests.isFull('', now)) return refused('TooManyRequestsException');
    this.#requests.add('', now);
    const members = validated(operation, request);
    if ('status' in members) return { refused: members };
    const client = this.#clientOf(members.ClientId);
    if (!client) return refused('ResourceNotFoundException');
    const problem = await this.#secretHashProblem(members, client);
    if (problem) return refused('NotAuthorizedException', problem);
    const account = this.#users.find(members.Username);
    const key = account ? account.user.username : ` ${members.Username}`;
    const isLocked = this.#attempts.isFull(key, now) || this.#wrongCodes.isFull(key, now);
    // Every further try counts.
    this.#attempts.add(key, now);
    if (isLocked) return refused('LimitExceededException');
    const isHiding = client.preventUserExistenceErrors !== 'LEGACY';
    return operation === 'ForgotPassword'
      ? this.#forgotPassword(members, account, isHiding, now)
      : this.#confirm(members, account, isHiding, key, now);
  }

  /** The newest code of a user, expired or not; `undefined` when there is none, or it was used. */
  codeOf(username: string): string | undefined {
    return this.#users.find(username)?.code?.value;
  }

  /** A user's password; `undefined` when there is none. */
  passwordOf(username: string): string | undefined {
    return this.#users.find(username)?.password;
  }

  #clientOf(clientId: string): Omit<CognitoAppClient, 'clientId'> | undefined {
    const { clients } = this.#options;
    return clients ? clients.find((client) => client.clientId === clientId) : CLIENT_WITHOUT_SECRET;
  }

  async #secretHashProblem(
    { Username: username, ClientId: clientId, SecretHash }: Members,
    { clientSecret }: Omit<CognitoAppClient, 'clientId'>,
  ): Promise<string | undefined> {
    if (clientSecret && !SecretHash) return 'Client ID is configured with secret but SECRET_HASH was not received';
    if (!clientSecret && (!SecretHash || !this.#options.clients)) return undefined;
    const expected = clientSecret && (await this.#surroundings.secretHash({ username, clientId, clientSecret }));
    return SecretHash === expected ? undefined : 'Unable to verify secret hash for client ID';
  }

  #forgotPassword(
    { ClientId, Username }: Members,
    account: Account | undefined,
    isHiding: boolean,
    now: number,
  ): Answer {
    const problem = account ? recoveryProblem(account) : refusal('UserNotFoundException');
    if (problem?.name === 'NotAuthorizedException' && account?.user.enabled !== false) return { refused: problem };
    if (problem) return isHiding ? { accepted: { CodeDeliveryDetails: hidden(Username) } } : { refused: problem };
    return account?.contact ? this.#send(account, account.contact, ClientId, now) : refused('InternalErrorException');
  }

  #send(account: Account, contact: NonNullable<Account['contact']>, clientId: string, now: number): Answer {
    const { destination, medium } = contact;
    const value = codeFrom(account.random);
    account.code = { value, at: now, clientId };
    this.#deliver({ username: account.user.username, destination, medium, code: value, at: now });
    return {
      accepted: {
        CodeDeliveryDetails: {
          AttributeName: medium === 'SMS' ? 'phone_number' : 'email',
          DeliveryMedium: medium,
          Destination: masked(destination),
        },
      },
    };
  }

  #confirm(members: Members, account: Account | undefined, isHiding: boolean, key: string, now: number): Answer {
    const isDisabled = account?.user.enabled === false;
    if (!account || isDisabled) {
      if (isHiding) return this.#wrongCode(key, now);
      return isDisabled ? refused('NotAuthorizedException', 'User is disabled.') : refused('UserNotFoundException');
    }
    if (account.status === 'UNCONFIRMED' && !isHiding) return refused('UserNotConfirmedException');
    const { code } = account;
    // A code belongs to the app client that asked for it.
    if (!code || now - code.at >= HOUR_MS || code.clientId !== members.ClientId) return refused('ExpiredCodeException');
    if (code.value !== members.ConfirmationCode) return this.#wrongCode(key, now);
    const broken = brokenRule(this.#options.passwordPolicy ?? {}, members.Password);
    if (broken) return refused('InvalidPasswordException', `Password does not conform to policy: ${broken}`);
    account.code = undefined;
    account.password = members.Password;
    account.status = 'CONFIRMED';
    return { accepted: {} };
  }

  #wrongCode(key: string, now: number): Answer {
    this.#wrongCodes.add(key, now);
    return refused('CodeMismatchException');
  }
}

/** Why a user gets no code; nothing when it gets one. */
function recoveryProblem({ user, status, contact }: Account): Refusal | undefined {
  if (user.enabled === false) return refusal('NotAuthorizedException', 'User is disabled.');
  if (status === 'FORCE_CHANGE_PASSWORD' || status === 'EXTERNAL_PROVIDER') return refusal('NotAuthorizedException');
  return contact && status !== 'UNCONFIRMED' ? undefined : refusal('InvalidParameterException');
}
