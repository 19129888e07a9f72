import { withoutFips } from './endpoint/resolve-endpoint.ts';
import { ConfigurationError } from './errors.ts';
import type { ClientEvent } from './events.ts';
import type { Delivery } from './retry/verdict.ts';
import type { Transport } from './transport/transport.ts';
import { suggestion } from './validation/suggestion.ts';

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
  /** An application's ID for the user agent, at most 50 characters. */
  readonly appId?: string | undefined;
  /** Replaces the built-in transport. */
  readonly transport?: Transport | undefined;
  /** Called with each {@link ClientEvent}. What it throws is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

// Each option's value when it is not given, which is of the option's type.
const DEFAULTS = {
  region: '',
  userPoolId: '',
  endpointUrl: '',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  clientId: '',
  clientSecret: '',
  maxAttempts: 3,
  delivery: 'at-most-once' as Delivery,
  connectTimeoutMs: 3_100,
  requestTimeoutMs: 15_000,
  timeoutMs: 60_000,
  maxResponseBytes: 262_144,
  maxConnections: 50,
  appId: '',
  onEvent: (_event: ClientEvent): void => {},
} satisfies { [Option in keyof Omit<ForgotPasswordClientConfig, 'transport'>]-?: unknown };

/** A configuration that has been checked: every option is there; texts that were not given are empty. */
export type CheckedConfig = Readonly<typeof DEFAULTS> & Pick<ForgotPasswordClientConfig, 'transport'>;

// The longest time that a timer can hold: beyond it, one fires at once.
const LARGEST = 2 ** 31 - 1;
const LONGEST_APP_ID = 50;

/** What is wrong with an option's value; nothing when it is right. */
function problemOf(name: string, value: unknown): string | false {
  const initial: unknown = (DEFAULTS as Record<string, unknown>)[name];
  if (name === 'transport') return false;
  if (initial === undefined) return `is unknown${suggestion(name, DEFAULTS)}`;
  if (typeof value !== typeof initial) return `must be a ${typeof initial}`;
  if (typeof value === 'number') {
    return (value % 1 !== 0 || value < 1 || value > LARGEST) && `must be a whole number from 1 to ${LARGEST}`;
  }
  if (name === 'delivery')
    return !/^at-(mo|lea)st-once$/.test(value as string) && 'must be at-most-once or at-least-once';
  return name === 'appId' && (value as string).length > LONGEST_APP_ID && `must have 0 to ${LONGEST_APP_ID} characters`;
}

/**
 * The options that are given, neither `undefined` nor `null`. The error for a wrong one does not hold its value.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION`.
 */
export function checkOptions<Options extends ForgotPasswordClientConfig>(options: Options): Options {
  const given = Object.entries(options).filter(([, value]) => value != null);
  for (const [name, value] of given) {
    const problem = problemOf(name, value);
    if (problem) throw new ConfigurationError('OPTION', `Option ${name} ${problem}`);
  }
  return Object.fromEntries(given) as Options;
}

/** Copies and checks a configuration, and fills it with defaults. */
export function checkConfig(config: ForgotPasswordClientConfig): CheckedConfig {
  const checked = { ...DEFAULTS, ...checkOptions(config) } as CheckedConfig;
  const { region, userPoolId } = checked;
  const poolRegion = userPoolId.split('_')[0] ?? '';
  if (userPoolId && (poolRegion === userPoolId || ![poolRegion, ''].includes(withoutFips(region)))) {
    throw new ConfigurationError('REGION', 'userPoolId has no region, or contradicts region');
  }
  return { ...checked, region: region || poolRegion };
}
