// A user pool as a state machine: it takes the members of a request and returns an answer. The clock, the randomness and the
// secret hash are passed in, so every run is the same.
import type { OperationName } from '../operations/operation.ts';
import { type DeliveryDetails, hidden, masked } from './destination.ts';
import type { CognitoAppClient, CognitoOptions } from './options.ts';
import { brokenRule } from './password-policy.ts';
import { codeFrom } from './random.ts';
import { type Refusal, refusal } from './refusals.ts';
import { type Account, Users } from './users.ts';
import { type Members, validated } from './validation.ts';
import { Window } from './window.ts';

/** A message that the pool sent to a user. */
export interface CognitoMessage {
  /** The user's name, even when the request used an alias. */
  readonly username: string;
  /** The full e-mail address or phone number. */
  readonly destination: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly code: string;
  /** The time of sending, in milliseconds since 1970. */
  readonly at: number;
}

/** The answer to a request: the members of a success, or an error. */
export type Answer =
  | { readonly accepted: { readonly CodeDeliveryDetails?: DeliveryDetails } }
  | { readonly refused: Refusal };

/** The clock, randomness and hash function of a pool. */
export interface Environment {
  readonly now: () => number;
  /** Returns the source of random numbers for one user's codes. */
  readonly randomOf: (username: string) => () => number;
  readonly secretHash: (parts: { username: string; clientId: string; clientSecret: string }) => Promise<string>;
}

const HOUR_MS = 3_600_000;
const CLIENT_WITHOUT_SECRET: Omit<CognitoAppClient, 'clientId'> = {};

const refused = (name: string, message?: string): Answer => ({ refused: refusal(name, message) });

/** A user pool. */
export class Cognito {
  readonly #options: CognitoOptions;
  readonly #environment: Environment;
  readonly #deliver: (message: CognitoMessage) => void;
  readonly #users: Users;
  readonly #requests: Window;
  readonly #attempts: Window;
  readonly #wrongCodes: Window;

  /** @throws `ConfigurationError` when two users share a name. */
  constructor(options: CognitoOptions, environment: Environment, deliver: (message: CognitoMessage) => void) {
    const { requestsPerSecond = Number.POSITIVE_INFINITY, attemptsPerHour = 20, wrongCodesPerHour = 5 } = options;
    this.#options = options;
    this.#environment = environment;
    this.#deliver = deliver;
    this.#users = new Users(options, environment.randomOf);
    this.#requests = new Window(1_000, requestsPerSecond);
    this.#attempts = new Window(HOUR_MS, attemptsPerHour);
    this.#wrongCodes = new Window(HOUR_MS, wrongCodesPerHour);
  }

  /** Answers a request. Call it for one request at a time: it awaits the hash before it changes any state. */
  async answer(operation: OperationName, request: unknown): Promise<Answer> {
    const now = this.#environment.now();
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
    // Every attempt counts, including refused ones.
    this.#attempts.add(key, now);
    if (isLocked) return refused('LimitExceededException');
    const isHiding = client.preventUserExistenceErrors !== 'LEGACY';
    return operation === 'ForgotPassword'
      ? this.#forgotPassword(members, account, isHiding, now)
      : this.#confirm(members, account, isHiding, key, now);
  }

  /** The newest code of a user, even if it expired; `undefined` if no code was sent, or the user already used it. */
  codeOf(username: string): string | undefined {
    return this.#users.find(username)?.code?.value;
  }

  /** The password of a user; `undefined` if the user has no password. */
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
    const expected = clientSecret && (await this.#environment.secretHash({ username, clientId, clientSecret }));
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
    // A code works only for the app client that requested it.
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

/** Why the user cannot receive a code; `undefined` if the user can. */
function recoveryProblem({ user, status, contact }: Account): Refusal | undefined {
  if (user.enabled === false) return refusal('NotAuthorizedException', 'User is disabled.');
  if (status === 'FORCE_CHANGE_PASSWORD' || status === 'EXTERNAL_PROVIDER') return refusal('NotAuthorizedException');
  return contact && status !== 'UNCONFIRMED' ? undefined : refusal('InvalidParameterException');
}
