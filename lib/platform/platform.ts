import type { ForgotPasswordClientConfig } from '../client-config.ts';
import type { TimedTransport } from '../transport/transport.ts';

/** What the two builds do not share: everything of the client that touches its surroundings. */
export interface Platform {
  /** Where the user agent goes: a page cannot set `user-agent`. */
  readonly userAgentHeader: 'user-agent' | 'x-amz-user-agent';
  /** The middle of the user agent: operating system and runtime. */
  readonly runtime: string;
  /** Opens the built-in transport. */
  readonly openTransport: (config: ForgotPasswordClientConfig) => TimedTransport;
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
  /** A number, at least 0 and below 1. */
  readonly random: () => number;
}
