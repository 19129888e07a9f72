import type { ForgotPasswordClientConfig } from '../../../client/config.ts';
import type { RegionSources } from './ambient.ts';

/** A configuration, and where its region may come from beside it, for a cmdlet that names an ini file. */
export function placed(
  config: ForgotPasswordClientConfig,
  profileLocation: string | undefined,
): readonly [config: ForgotPasswordClientConfig, sources?: RegionSources] {
  // The region of a user pool comes before the file, and the file before the configuration's own region.
  if (!profileLocation || config.userPoolId) return [config];
  const { region: clientConfigRegion, ...others } = config;
  return [others, { profileLocation, clientConfigRegion }];
}
