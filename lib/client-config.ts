import type { CallOptions } from './call-options.ts';
import { withoutFips } from './endpoint/resolve-endpoint.ts';
import { ConfigurationError } from './errors.ts';
import type { ClientEvent } from './events.ts';
import type { CallRecorder } from './history-recorder.ts';
import { presentMembers } from './protocol/members.ts';
import type { Delivery } from './retry/verdict.ts';
import type { Transport } from './transport/transport.ts';
import { abortSignal, type Check, issuesOf, ofType, structure, text, unknown, wrongType } from './validation/checks.ts';

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
  /** Whether an ambiguous failure ends the call, or is repeated at the risk of a second code. Default: `at-most-once`. */
  readonly delivery?: Delivery | undefined;
  /** The time to connect, in milliseconds; on Node only. Default: 3,100. */
  readonly connectTimeoutMs?: number | undefined;
  /** The time for one attempt, from send to last byte, in milliseconds. Default: 15,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** The time for a whole call, retries and their waits included, in milliseconds. Default: 60,000. */
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

// Up to what a timer can hold: beyond that, one fires at once.
const count: Check = (value, path, issues) => {
  if ((Number(value) | 0) !== value || value < 1) wrongType(issues, path, 'a whole number from 1 to 2147483647');
};

const checks = (nodeOption: Check): Readonly<Record<keyof ForgotPasswordClientConfig, Check>> => ({
  region: ofType('string'),
  userPoolId: ofType('string'),
  endpointUrl: ofType('string'),
  useFipsEndpoint: ofType('boolean'),
  useDualstackEndpoint: ofType('boolean'),
  clientId: ofType('string'),
  clientSecret: ofType('string'),
  maxAttempts: count,
  delivery: text(13, 0, '^at-(most|least)-once$'),
  connectTimeoutMs: count,
  requestTimeoutMs: count,
  timeoutMs: count,
  maxResponseBytes: count,
  maxConnections: count,
  appId: text(50),
  proxyUrl: nodeOption,
  noProxy: nodeOption,
  caBundle: nodeOption,
  transport: ofType('function'),
  history: ofType('object'),
  onEvent: ofType('function'),
});

const callChecks = /* @__PURE__ */ structure({ signal: abortSignal, timeoutMs: count }, [], unknown);

/** A copy of options without those that are `undefined` or `null`. The error for a wrong one does not hold its value. */
function checked<Options>(options: Options, check: Check): Options {
  const given = presentMembers(options, '', 0) as Options;
  for (const { message } of issuesOf(check, given)) throw new ConfigurationError('OPTION', message);
  return given;
}

/** @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` for an option that is unknown or of the wrong type. */
export function checkCallOptions(options: CallOptions): CallOptions {
  return checked(options, callChecks);
}

/**
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` for an option that is unknown, of the wrong type or out
 * of range; `ERR_CONFIGURATION_REGION` for a user pool that contradicts the region.
 */
export function checkConfig(config: ForgotPasswordClientConfig, nodeOption: Check): ForgotPasswordClientConfig {
  const given = checked(config, structure(checks(nodeOption), [], unknown));
  const { region, userPoolId } = given;
  if (!userPoolId) return given;
  const [poolRegion, id] = userPoolId.split('_');
  if (poolRegion && id && (!region || withoutFips(region) === poolRegion))
    return { ...given, region: region || poolRegion };
  throw new ConfigurationError('REGION', 'userPoolId must begin with region and _');
}
