// The web build: whatever has fetch, and nothing more.
import { memoryJournal, type OpenJournal } from '../bulk/journal.ts';
import { defineForgotPassword } from '../client/client.ts';
import type { OpenClient } from '../cmdlet/client-pool.ts';
import { defineResetForgottenPassword } from '../cmdlet/reset-forgotten-password.ts';
import { defineResetForgottenPasswords } from '../cmdlet/reset-forgotten-passwords.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { ForgotPasswordClient } from './web-client.ts';

export { ForgotPasswordClient };

/**
 * One call with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `forgotPassword` throw.
 */
export const forgotPassword = /* @__PURE__ */ defineForgotPassword(ForgotPasswordClient);

const open: OpenClient = (config, profileLocation) => {
  if (profileLocation) throw new ConfigurationError('configuration_platform', 'ProfileLocation works on Node only');
  return new ForgotPasswordClient(config);
};

const openJournal: OpenJournal = async (path) => {
  if (path) throw new ConfigurationError('configuration_platform', 'journal works on Node only');
  return memoryJournal();
};

/** The cmdlet, for one user. */
export const resetForgottenPassword = /* @__PURE__ */ defineResetForgottenPassword(open);

/** The cmdlet, for each record of a source. */
export const resetForgottenPasswords = /* @__PURE__ */ defineResetForgottenPasswords(
  open,
  openJournal,
  async (config) => config,
);
