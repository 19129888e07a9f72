import type { ForgotPasswordClientConfig } from '../client-config.ts';
import type { SettingResolved } from '../events.ts';
import type { SecretHashInput } from '../secret-hash.ts';
import type { TimedTransport } from '../transport/transport.ts';
import type { Check } from '../validation/checks.ts';

/** What the two builds do not share: everything of the client that touches its surroundings. */
export interface Platform {
  /** Where the user agent goes: a page cannot set `user-agent`. */
  readonly userAgentHeader: 'user-agent' | 'x-amz-user-agent';
  /** The middle of the user agent: operating system and runtime. */
  readonly runtime: string;
  /** The check of options that work on Node only. */
  readonly nodeOption: Check;
  /**
   * Fills in what a configuration leaves open, and says of each setting where it came from; absent where there is
   * nothing to ask.
   */
  readonly fillIn?: (
    config: ForgotPasswordClientConfig,
    onSetting: (event: SettingResolved) => void,
  ) => Promise<ForgotPasswordClientConfig>;
  /** Opens the built-in transport. */
  readonly openTransport: (config: ForgotPasswordClientConfig) => TimedTransport;
  /** What `computeSecretHash` computes. */
  readonly secretHash: (input: SecretHashInput) => string | Promise<string>;
  /** Told of each signal, which many calls may share; absent where nobody counts listeners. */
  readonly onSignal?: (signal: AbortSignal) => void;
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
  /** A number, at least 0 and below 1. */
  readonly random: () => number;
}
