import type { Transport } from '../client/transport.ts';
import { webHmac } from '../protocol/secret-hash.ts';
import type { CognitoMessage, Environment } from './cognito.ts';
import type { Fault } from './faults.ts';
import { type Fetch, fetchTo, transportTo } from './in-process.ts';
import { type Listening, type ListenOptions, listenTo } from './listen.ts';
import { type CognitoOptions, checkedOptions } from './options.ts';
import { randomOf } from './random.ts';
import { type CognitoRequest, Service } from './service.ts';

/** An Amazon Cognito user pool for specs. */
export interface TestCognito {
  /** Use it as the client's `transport`. It ignores the endpoint. */
  readonly transport: Transport;
  /** A replacement for the global `fetch`. It ignores the URL. */
  readonly fetch: Fetch;
  /** Every message that the pool sent, oldest first. */
  readonly messages: readonly CognitoMessage[];
  /** Every request that the pool received, oldest first, including requests that a fault failed. Holds passwords and codes. */
  readonly requests: readonly CognitoRequest[];
  /**
   * Listens on a local port, so that any client can use the pool. Works on Node only.
   *
   * @throws `ConfigurationError` `ERR_CONFIGURATION_PLATFORM` on other platforms.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /** The newest code of a user (name or alias), even if it expired; `undefined` if no code was sent, or it was used. */
  codeOf(username: string): string | undefined;
  /** The password of a user (name or alias); `undefined` if the user has no password. */
  passwordOf(username: string): string | undefined;
  /**
   * Makes the next requests fail. Each request gets at most one fault; faults apply in the order of the calls.
   *
   * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` if the fault is invalid.
   * @example
   * cognito.fail({ when: 'after', with: 'reset' });
   */
  fail(fault: Fault): void;
  /** Restores the initial state of users, codes, limits, faults, messages and requests. */
  reset(): void;
}

/** 1 January 2026. */
const BEGINNING = 1_767_225_600_000;

/**
 * Creates a Cognito user pool in process for specs. It answers ForgotPassword and ConfirmForgotPassword as the service does,
 * and every run is the same.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` if an option is unknown or invalid.
 * @example
 * const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
 * const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'abc', transport: cognito.transport });
 * await client.forgotPassword({ Username: 'alice' });
 * cognito.codeOf('alice'); // '482913'
 */
export function createCognito(given: CognitoOptions = {}): TestCognito {
  const options = checkedOptions(given);
  const { now = () => BEGINNING, random } = options;
  const environment: Environment = {
    now,
    randomOf: random ? () => random : randomOf,
    secretHash: async ({ username, clientId, clientSecret }) => webHmac(clientSecret)(username + clientId),
  };
  const service = new Service(options, environment);
  return {
    transport: transportTo(service),
    fetch: fetchTo(service),
    messages: service.messages,
    requests: service.requests,
    listen: (where = {}) => listenTo(service, where),
    codeOf: (username) => service.pool.codeOf(username),
    passwordOf: (username) => service.pool.passwordOf(username),
    fail: (fault) => service.fail(fault),
    reset: () => service.reset(),
  };
}
