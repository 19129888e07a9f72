// What the cmdlet needs of its platform.
import type { OpenJournal } from '../bulk/journal.ts';
import type { Caller } from '../client/client.ts';
import type { ForgotPasswordClientConfig } from '../client/config.ts';

/** The platform of the cmdlet. */
export interface CmdletPlatform {
  /** Opens a caller; `profileLocation` is an ini file to take the region from. */
  readonly openCaller: (config: ForgotPasswordClientConfig, profileLocation: string | undefined) => Caller;
  readonly openJournal: OpenJournal;
  /**
   * What a caller would work with: a configuration, and what its surroundings say of settings that it leaves open.
   *
   * @throws `ConfigurationError` as a call does.
   */
  readonly fillInSettings: (
    config: ForgotPasswordClientConfig,
    profileLocation: string | undefined,
  ) => Promise<ForgotPasswordClientConfig>;
}
