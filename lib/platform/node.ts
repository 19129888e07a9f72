// The Node build: undici, and what Node knows of its machine.
import { setMaxListeners } from 'node:events';
import { platform as osPlatform, release } from 'node:os';
import type { OpenJournal } from '../bulk/journal.ts';
import { type ForgotPasswordClient as Client, defineClient, defineForgotPassword } from '../client.ts';
import type { OpenClient } from '../cmdlet/client-pool.ts';
import { defineResetForgottenPassword } from '../cmdlet/reset-forgotten-password.ts';
import { defineResetForgottenPasswords } from '../cmdlet/reset-forgotten-passwords.ts';
import type { RegionSources } from '../config/ambient.ts';
import { fillInAmbient } from '../config/fill-in.ts';
import { undiciTransport } from '../transport/undici.ts';
import { text } from '../validation/checks.ts';
import type { Platform } from './platform.ts';

const FAMILIES: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'macos', win32: 'windows' };

const fillInFrom =
  (regionSources?: RegionSources): NonNullable<Platform['fillIn']> =>
  (config, onSetting) =>
    fillInAmbient({ ...config, ...regionSources }, onSetting);

const node: Platform = {
  userAgentHeader: 'user-agent',
  runtime: `os/${FAMILIES[osPlatform()] ?? osPlatform()}#${release()} lang/js md/nodejs#${process.versions.node}`,
  nodeOption: text(),
  fillIn: fillInFrom(),
  openTransport: undiciTransport,
  // WebCrypto goes through threads and keys of its own, which takes four times as long as all the rest of a call.
  secretHash: ({ username, clientId, clientSecret }) =>
    process
      .getBuiltinModule('node:crypto')
      .createHmac('sha256', clientSecret)
      .update(username + clientId)
      .digest('base64'),
  // Node takes eleven listeners for a leak; each call takes its own away again.
  onSignal(signal) {
    if (signal instanceof EventTarget) setMaxListeners(0, signal);
  },
  // The global performance takes longer to load than a call takes to prepare.
  now: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
  random: Math.random,
};

/** Calls ForgotPassword over a pool of undici's connections. */
export const ForgotPasswordClient = /* @__PURE__ */ defineClient(node);
/** A client: keeps connections, retry quota and settings from call to call. */
export interface ForgotPasswordClient extends Client {}

/**
 * One call with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `forgotPassword` throw.
 */
export const forgotPassword = /* @__PURE__ */ defineForgotPassword(ForgotPasswordClient);

const open: OpenClient = (config, profileLocation) => {
  // The region of a user pool comes before the file, and the file before the configuration's own region.
  if (!profileLocation || config.userPoolId) return new ForgotPasswordClient(config);
  const { region: clientConfigRegion, ...others } = config;
  const Client = defineClient({ ...node, fillIn: fillInFrom({ profileLocation, clientConfigRegion }) });
  return new Client(others);
};

const openJournal: OpenJournal = async (path, options) => {
  const { openJournal: openFile } = await import('../journal/open-journal.ts');
  return openFile(path, options);
};

/** The cmdlet, for one user. */
export const resetForgottenPassword = /* @__PURE__ */ defineResetForgottenPassword(open);

/** The cmdlet, for each record of a source. */
export const resetForgottenPasswords = /* @__PURE__ */ defineResetForgottenPasswords(open, openJournal, node.onSignal);
