import type { StructureRule } from '../schema/check.ts';
import type { ForgotPasswordClientConfig } from './config.ts';
import type { SettingResolved } from './events.ts';
import type { Send } from './transport.ts';

/** Where the requests of a client go, and how: the same from call to call. */
export interface Route {
  readonly url: string;
  /** Headers beside those of the protocol. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxAttempts: number | undefined;
  readonly send: Send;
}

/** What a client needs of its platform from its first call on. */
export interface Link {
  /**
   * The client's route, found out at its first call and kept. `onSetting` is told where each setting came from that the
   * configuration leaves open. Settles within `timeoutMs`, and as soon as `signal` aborts.
   *
   * @throws `ConfigurationError` when the configuration leads nowhere, which is not kept.
   */
  route(
    onSetting: (event: SettingResolved) => void,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Route | Promise<Route>;
  /** Frees connections, after the requests under way; one that comes later is still sent. */
  close(): Promise<void>;
}

/** Everything of the Node build's client that touches its surroundings; specs put their own in its place. */
export interface Platform {
  /** The options that a client may be given. */
  readonly options: StructureRule;
  readonly link: (config: ForgotPasswordClientConfig) => Link;
  /** Base64 of HMAC-SHA256 over a text, both in UTF-8. */
  readonly hmacSha256: (text: string, key: string) => string | Promise<string>;
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
}
