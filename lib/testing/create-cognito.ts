import type { Transport } from '../client/transport.ts';
import { computeSecretHash } from '../protocol/secret-hash.ts';
import type { CognitoMessage, Surroundings } from './cognito.ts';
import type { Fault } from './faults.ts';
import { type Fetch, fetchTo, transportTo } from './in-process.ts';
import { type Listening, type ListenOptions, listenTo } from './listen.ts';
import { type CognitoOptions, checkedOptions } from './options.ts';
import { randomOf } from './random.ts';
import { type CognitoRequest, Service } from './service.ts';

/** An Amazon Cognito user pool for specs. */
export interface TestCognito {
  /** For the client's option `transport`: leads here, whatever the endpoint. */
  readonly transport: Transport;
  /** For code that takes a `fetch`: leads here, whatever the URL. */
  readonly fetch: Fetch;
  /** Every message that was sent, oldest first. */
  readonly messages: readonly CognitoMessage[];
  /** Every request that arrived, oldest first, those that a fault befell included. Holds passwords and codes. */
  readonly requests: readonly CognitoRequest[];
  /**
   * Listens on a port of this machine, on Node only, so that any client can be used.
   *
   * @throws `ConfigurationError` `ERR_CONFIGURATION_PLATFORM` elsewhere.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /** The newest code of a user (or alias), expired or not; `undefined` when none was sent, or it was used. */
  codeOf(username: string): string | undefined;
  /** The password of a user (or alias); `undefined` when it has none. */
  passwordOf(username: string): string | undefined;
  /**
   * Makes requests fail. Several faults befall one request each, in the order in which they were asked for.
   *
   * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` for a fault that cannot be.
   * @example
   * cognito.fail({ when: 'after', with: 'reset' });
   */
  fail(fault: Fault): void;
  /** Brings users, codes, limits, faults, messages and requests back to where they began. */
  reset(): void;
}

/** 1 January 2026. */
const BEGINNING = 1_767_225_600_000;

/**
 * Makes a Cognito for specs: it answers ForgotPassword and ConfirmForgotPassword as the service does, in process, the same
 * in each run.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when an option is unknown or invalid.
 * @example
 * const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
 * const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'abc', transport: cognito.transport });
 * await client.forgotPassword({ Username: 'alice' });
 * cognito.codeOf('alice'); // '482913'
 */
export function createCognito(given: CognitoOptions = {}): TestCognito {
  const options = checkedOptions(given);
  const { now = () => BEGINNING, random } = options;
  const surroundings: Surroundings = {
    now,
    randomOf: random ? () => random : randomOf,
    secretHash: computeSecretHash,
  };
  const service = new Service(options, surroundings);
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
