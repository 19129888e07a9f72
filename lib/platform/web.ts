// The web build: whatever has fetch, and nothing more.
import { memoryJournal, type OpenJournal } from '../bulk/journal.ts';
import { type ForgotPasswordClient as Client, defineClient, defineForgotPassword } from '../client.ts';
import type { OpenClient } from '../cmdlet/client-pool.ts';
import { defineResetForgottenPassword } from '../cmdlet/reset-forgotten-password.ts';
import { defineResetForgottenPasswords } from '../cmdlet/reset-forgotten-passwords.ts';
import { ConfigurationError } from '../errors.ts';
import { routeOf } from '../route.ts';
import { hmacSha256 } from '../secret-hash.ts';
import { timed } from '../transport/timed.ts';
import type { Transport } from '../transport/transport.ts';
import { report } from '../validation/checks.ts';
import type { Platform, Route } from './platform.ts';

// The global fetch as it is at the time of the call. Deno's would send a text once more by itself when a kept connection
// breaks before the answer, but sends a Blob once.
const globalFetch: Transport = (url, request) =>
  fetch(url, 'Deno' in globalThis ? { ...request, body: new Blob([request.body]) } : request);

/** What the web gives; specs put their own clock and chance in its place. */
export const web: Platform = {
  nodeOption: (_value, path, issues) => report(issues, path, 'type', 'works on Node only'),
  link: (config) => {
    let route: Route | undefined;
    return {
      route: () =>
        (route ??= routeOf(config, 'x-amz-user-agent', 'os/other lang/js', timed(config.transport ?? globalFetch))),
      close: async () => {},
    };
  },
  hmacSha256,
  now: () => performance.now(),
  random: Math.random,
};

/** Calls ForgotPassword with the platform's `fetch`. */
export const ForgotPasswordClient = /* @__PURE__ */ defineClient(web);
/** A client: keeps connections, retry quota and settings from call to call. */
export interface ForgotPasswordClient extends Client {}

/**
 * One call with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `forgotPassword` throw.
 */
export const forgotPassword = /* @__PURE__ */ defineForgotPassword(ForgotPasswordClient);

const open: OpenClient = (config, profileLocation) => {
  if (profileLocation) throw new ConfigurationError('PLATFORM', 'ProfileLocation works on Node only');
  return new ForgotPasswordClient(config);
};

const openJournal: OpenJournal = async (path) => {
  if (path) throw new ConfigurationError('PLATFORM', 'journal works on Node only');
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
