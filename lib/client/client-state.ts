import type { ResponseMetadata } from '../errors/codes.ts';
import type { InFlight } from '../util/in-flight.ts';
import type { ForgotPasswordClientConfig } from './config.ts';
import type { Link, Platform } from './platform.ts';
import type { RetryQuota } from './quota.ts';

/** What a call returns: the members of the reply, and what is known of the exchange. */
export interface Answer {
  readonly $metadata: ResponseMetadata;
}

/** What the calls of one client share, from one `close` to the next. */
export interface ClientState {
  readonly config: ForgotPasswordClientConfig;
  readonly platform: Platform;
  readonly link: Link;
  readonly quota: RetryQuota;
  readonly inFlight: InFlight;
  /** Computes secret hashes; absent without a secret. */
  readonly hmac: ReturnType<Platform['hmac']> | undefined;
}
