import { endpointOf } from '../protocol/endpoint.ts';
import { checkedOptions, FUNCTION, INTEGER, SIGNAL } from '../schema/options.ts';
import type { ObjectSchema } from '../schema/schema.ts';
import type { Delivery } from './decide.ts';
import type { ClientEvent } from './events.ts';
import type { CallRecorder } from './history.ts';
import type { Transport } from './transport.ts';

/** How a {@link ForgotPasswordClient} works. Every field is optional; a number is a whole one from 1 to 2,147,483,647. */
export interface ForgotPasswordClientConfig {
  /** The AWS region, e.g. `eu-west-1`: one valid host label. */
  readonly region?: string | undefined;
  /** The user pool, of which only the region before the `_` is used. A `region` that contradicts it is an error. */
  readonly userPoolId?: string | undefined;
  /** A custom endpoint, which replaces the regional one: an http(s) URL without user info, query and fragment. */
  readonly endpointUrl?: string | undefined;
  /** Use the FIPS endpoint. Default: `false`. Impossible with `endpointUrl`. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Use the dual-stack endpoint. Default: `false`. Impossible with `endpointUrl`. */
  readonly useDualstackEndpoint?: boolean | undefined;
  /** The app client's ID, for requests that name no `ClientId`. */
  readonly clientId?: string | undefined;
  /** The app client's secret: the `SecretHash` of each request is computed from it. Never logged, never enumerable. */
  readonly clientSecret?: string | undefined;
  /** Attempts per call, the first included. Default: 3. */
  readonly maxAttempts?: number | undefined;
  /** Whether an ambiguous failure ends the call, or the client retries at the risk of a second code. Default: `at-most-once`. */
  readonly delivery?: Delivery | undefined;
  /** The time to connect, TLS and a proxy's tunnel included, in milliseconds; on Node only. Default: 3,100. */
  readonly connectTimeoutMs?: number | undefined;
  /** The time for one attempt, from send to last byte, in milliseconds. Default: 15,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** The time for a whole call: set-up, retries and their waits included, in milliseconds. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /** The largest reply to read, in bytes. Default: 262,144. */
  readonly maxResponseBytes?: number | undefined;
  /** The most connections at a time, per origin; on Node only. Default: 50. */
  readonly maxConnections?: number | undefined;
  /** The URL of an HTTP proxy, which may hold credentials; on Node only. Never logged. */
  readonly proxyUrl?: string | undefined;
  /** Hosts that are reached without the proxy, in the form of `NO_PROXY`; on Node only. */
  readonly noProxy?: string | undefined;
  /** A PEM file of certificate authorities, which replace the built-in ones; on Node only. */
  readonly caBundle?: string | undefined;
  /** An application's ID for the user agent, at most 50 characters. */
  readonly appId?: string | undefined;
  /** Replaces the built-in transport. */
  readonly transport?: Transport | undefined;
  /** Records each call, e.g. a `CallHistory`. */
  readonly history?: CallRecorder | undefined;
  /** Called with each {@link ClientEvent}. What it throws is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** The time for the whole call, in milliseconds. Default: the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** Called with each {@link ClientEvent} of this call, after the client's own `onEvent`. What it throws is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** The options of a client on a platform. */
export const optionsSchema = (properties: NonNullable<ObjectSchema['properties']>): ObjectSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
});

const callOptions = /* @__PURE__ */ optionsSchema({ signal: SIGNAL, timeoutMs: INTEGER, onEvent: FUNCTION });

/**
 * The configuration of a client, copied and checked. Rejects invalid settings now; missing ones may still come from the
 * surroundings, and are reported on the first call.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` for an option that is unknown, of the wrong type or out of
 * range; `ERR_CONFIGURATION_PLATFORM` for one that does not work here; `ERR_CONFIGURATION_REGION` and
 * `ERR_CONFIGURATION_ENDPOINT` as `resolveEndpoint` throws them.
 */
export function checkedConfig(config: unknown, options: ObjectSchema): ForgotPasswordClientConfig {
  const checked = checkedOptions<ForgotPasswordClientConfig>(options, config);
  if (checked.region || checked.userPoolId || checked.endpointUrl) endpointOf(checked);
  return checked;
}

/** @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when an option of a call is not what it must be. */
export const checkedCallOptions = (options: unknown): CallOptions => checkedOptions<CallOptions>(callOptions, options);
