/// <reference lib="esnext.disposable" preserve="true" />
// The client, the same on every platform.
import {
  type ConfirmForgotPasswordInput,
  type ConfirmForgotPasswordOutput,
  confirmForgotPassword,
} from '../operations/confirm-forgot-password.ts';
import { type ForgotPasswordInput, type ForgotPasswordOutput, forgotPassword } from '../operations/forgot-password.ts';
import type { Operation } from '../operations/operation.ts';
import { inFlightCount } from '../util/in-flight.ts';
import { makeCall } from './call.ts';
import type { Answer, ClientState } from './client-state.ts';
import { type CallOptions, checkedConfig, type ForgotPasswordClientConfig } from './config.ts';
import type { Platform } from './platform.ts';
import type { CallPolicy } from './policy.ts';
import { retryQuota } from './quota.ts';

/** Makes calls that share connections, retry quota and settings. */
export interface Caller {
  /** Calls an operation; a batch goes around it with a policy. */
  call(operation: Operation, input: unknown, options?: CallOptions, policy?: CallPolicy): Promise<Answer>;
  /** Waits for the requests in flight, and frees connections. */
  close(): Promise<void>;
}

/**
 * Opens a caller on a platform.
 *
 * @throws `ConfigurationError` as `checkedConfig` does.
 */
export function openCaller(options: unknown, platform: Platform): Caller {
  const config = checkedConfig(options, platform.options);
  const { clientSecret } = config;
  const hmac = clientSecret ? platform.hmac(clientSecret) : undefined;
  const quota = retryQuota();
  const opened = (): ClientState => {
    return { config, platform, quota, hmac, link: platform.link(config), inFlight: inFlightCount() };
  };
  let current = opened();
  let closing: Promise<unknown> = Promise.resolve();
  return {
    call: (operation, input, callOptions, policy) => makeCall(current, operation, input, callOptions, policy),
    async close() {
      const { inFlight, link } = current;
      // Calls that begin from now on have connections of their own.
      current = opened();
      // A second close waits for what the first one frees.
      closing = Promise.all([closing, inFlight.idle().then(() => link.close())]);
      await closing;
    },
  };
}

/** What the clients of all platforms have in common. Keeps connections, retry quota and settings from call to call. */
export abstract class BaseClient {
  readonly #caller: Caller;

  /** @throws `ConfigurationError` when an option is unknown, of the wrong type or out of range. */
  protected constructor(config: ForgotPasswordClientConfig, platform: Platform) {
    this.#caller = openCaller(config, platform);
  }

  /**
   * Asks the service to send the user a code with which to set a new password.
   *
   * @throws `RequestValidationError` when the request breaks the schema; `ConfigurationError` when the client cannot
   * work as it is set up; `ServiceError`, also as the class of its name, when the service refuses; `TransportError` when
   * the request or its reply does not come through; `ResponseError` when the reply cannot be the service's; the signal's
   * own reason when it aborts.
   */
  forgotPassword(request: ForgotPasswordInput, options?: CallOptions): Promise<ForgotPasswordOutput> {
    return this.#caller.call(forgotPassword, request, options);
  }

  /**
   * Sets a new password with the code that the user was sent. An `outcome` of `unknown` means that the password may have
   * been changed.
   *
   * @throws as {@link forgotPassword} does.
   */
  confirmForgotPassword(
    request: ConfirmForgotPasswordInput,
    options?: CallOptions,
  ): Promise<ConfirmForgotPasswordOutput> {
    return this.#caller.call(confirmForgotPassword, request, options);
  }

  /**
   * Waits for the requests in flight, and frees all connections; on the web, the platform frees them by itself. A later call
   * opens new ones. An unclosed client does not keep the process alive.
   */
  close(): Promise<void> {
    return this.#caller.close();
  }

  /** The same as `close`, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Calls a function with a client of its own, which is closed afterwards. */
export async function withClient<Client extends BaseClient, Result>(
  client: Client,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
