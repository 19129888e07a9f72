// The few functions that a client needs of its platform.
import type { Outcome, ResponseMetadata } from '../errors/codes.ts';
import type { Hmac } from '../protocol/secret-hash.ts';
import type { ObjectSchema } from '../schema/schema.ts';
import type { ForgotPasswordClientConfig } from './config.ts';
import type { CallIdentity, SettingResolved } from './events.ts';
import type { Send } from './transport.ts';

/** Where the requests of a client go, and how: the same from call to call. */
export interface Route {
  readonly url: string;
  readonly host: string;
  /** Headers beside those of the protocol. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxAttempts: number | undefined;
  readonly send: Send;
}

/** What a client needs of its platform from its first call on. */
export interface Link {
  /** The client's route, once it has been found. */
  readonly opened: Route | undefined;
  /**
   * Finds the route, which is kept. `onSetting` is told where each setting came from that the configuration leaves open.
   * Settles within `timeoutMs`, and as soon as `signal` aborts.
   *
   * @throws `ConfigurationError` when the configuration leads nowhere; the next call tries again. `TransportError` when the
   * time is over. The signal's own reason.
   */
  open(onSetting: (event: SettingResolved) => void, timeoutMs: number, signal: AbortSignal | undefined): Promise<Route>;
  /** Frees the connections, once no call needs them any more. Nothing is opened afterwards. */
  close(): Promise<void>;
}

/** What is known of a call so far. */
export interface KnownOfCall extends ResponseMetadata {
  readonly outcome: 'accepted' | Outcome;
}

/**
 * Runs a call, or with `route` one of its attempts, for those who trace the process; what they throw does not reach it. An
 * attempt returns its error, so that the wait before a retry is no part of it.
 */
export type CallTracer = <End>(run: () => Promise<End>, route?: Route) => Promise<End>;

/** Everything of a client that touches its surroundings. */
export interface Platform {
  /** The options that a client can be given. */
  readonly options: ObjectSchema;
  readonly link: (config: ForgotPasswordClientConfig) => Link;
  /** Makes the function that computes secret hashes with one secret. */
  readonly hmac: (key: string) => Hmac;
  /** A clock that only runs forward, in milliseconds. */
  readonly now: () => number;
  /** From 0 up to and without 1. */
  readonly random: () => number;
  /** The tracer of a call that begins; nothing while nobody traces. Absent where nobody can. */
  readonly trace?: (call: CallIdentity, known: () => KnownOfCall) => CallTracer | undefined;
}
