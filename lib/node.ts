// The Node build: the names of index.ts, with what Node does otherwise in place of the web's.
import { BaseClient, withClient } from './client/client.ts';
import type { CallOptions, ForgotPasswordClientConfig } from './client/config.ts';
import { defineResetForgottenPassword, type ResetForgottenPassword } from './cmdlet/reset-forgotten-password.ts';
import { defineResetForgottenPasswords, type ResetForgottenPasswords } from './cmdlet/reset-forgotten-passwords.ts';
import type { ConfirmForgotPasswordInput, ConfirmForgotPasswordOutput } from './operations/confirm-forgot-password.ts';
import type { ForgotPasswordInput, ForgotPasswordOutput } from './operations/forgot-password.ts';
import { cmdletPlatform } from './platform/node/cmdlet-platform.ts';
import { nodePlatform } from './platform/node/platform.ts';

export * from './index.ts';
export { inspectJournal, salvageJournal } from './platform/node/journal.ts';
export type { TracedAttempt, TracedCall } from './platform/node/tracing.ts';

/**
 * Calls Amazon Cognito over a pool of undici's connections. Keeps connections, retry quota and settings from call to call;
 * what its configuration leaves open comes from the environment, the shared AWS files and instance metadata.
 */
export class ForgotPasswordClient extends BaseClient {
  /** @throws `ConfigurationError` when an option is unknown, of the wrong type or out of range. */
  constructor(config: ForgotPasswordClientConfig = {}) {
    super(config, nodePlatform());
  }
}

/**
 * Asks for a code with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `forgotPassword` throw.
 */
export async function forgotPassword(
  request: ForgotPasswordInput,
  config?: ForgotPasswordClientConfig,
  options?: CallOptions,
): Promise<ForgotPasswordOutput> {
  return withClient(new ForgotPasswordClient(config), (client) => client.forgotPassword(request, options));
}

/**
 * Sets a new password with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `confirmForgotPassword` throw.
 */
export async function confirmForgotPassword(
  request: ConfirmForgotPasswordInput,
  config?: ForgotPasswordClientConfig,
  options?: CallOptions,
): Promise<ConfirmForgotPasswordOutput> {
  return withClient(new ForgotPasswordClient(config), (client) => client.confirmForgotPassword(request, options));
}

/** The cmdlet, for one user. */
export const resetForgottenPassword: ResetForgottenPassword =
  /* @__PURE__ */ defineResetForgottenPassword(cmdletPlatform);

/** The cmdlet, for each record of a source. */
export const resetForgottenPasswords: ResetForgottenPasswords =
  /* @__PURE__ */ defineResetForgottenPasswords(cmdletPlatform);
