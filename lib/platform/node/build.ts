// The Node build: undici, and what Node knows of its machine.
import type { OpenJournal } from '../../bulk/journal.ts';
import { type ForgotPasswordClient as Client, defineForgotPassword } from '../../client/client.ts';
import type { ForgotPasswordClientConfig } from '../../client/config.ts';
import { defineClient } from '../../client/define-client.ts';
import type { FillInSettings, OpenClient } from '../../cmdlet/client-pool.ts';
import { defineResetForgottenPassword } from '../../cmdlet/reset-forgotten-password.ts';
import { defineResetForgottenPasswords } from '../../cmdlet/reset-forgotten-passwords.ts';
import { type FillIn, unlimitListeners } from './link.ts';
import { platformWith } from './platform.ts';
import type { RegionSources } from './settings/ambient.ts';
import { fillInAmbient } from './settings/fill-in.ts';

const fillInFrom =
  (regionSources?: RegionSources): FillIn =>
  (config, onSetting) =>
    fillInAmbient({ ...config, ...regionSources }, onSetting);

/** Calls ForgotPassword over a pool of undici's connections. */
export const ForgotPasswordClient = /* @__PURE__ */ defineClient(platformWith(fillInFrom()));
/** A client: keeps connections, retry quota and settings from call to call. */
export interface ForgotPasswordClient extends Client {}

/**
 * One call with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `forgotPassword` throw.
 */
export const forgotPassword = /* @__PURE__ */ defineForgotPassword(ForgotPasswordClient);

/** Where a client's region may come from, beside its own configuration. */
function placed(
  config: ForgotPasswordClientConfig,
  profileLocation: string | undefined,
): [config: ForgotPasswordClientConfig, sources?: RegionSources] {
  // The region of a user pool comes before the file, and the file before the configuration's own region.
  if (!profileLocation || config.userPoolId) return [config];
  const { region: clientConfigRegion, ...others } = config;
  return [others, { profileLocation, clientConfigRegion }];
}

const open: OpenClient = (given, profileLocation) => {
  const [config, sources] = placed(given, profileLocation);
  const Client = sources ? defineClient(platformWith(fillInFrom(sources))) : ForgotPasswordClient;
  return new Client(config);
};

const fillInSettings: FillInSettings = (given, profileLocation) => {
  const [config, sources] = placed(given, profileLocation);
  return fillInFrom(sources)(config, () => {});
};

const openJournal: OpenJournal = async (path, options) => {
  const { openJournal: openFile } = await import('../../journal/open-journal.ts');
  return openFile(path, options);
};

/** The cmdlet, for one user. */
export const resetForgottenPassword = /* @__PURE__ */ defineResetForgottenPassword(open);

/** The cmdlet, for each record of a source. */
export const resetForgottenPasswords = /* @__PURE__ */ defineResetForgottenPasswords(
  open,
  openJournal,
  fillInSettings,
  unlimitListeners,
);
