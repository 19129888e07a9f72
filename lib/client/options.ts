// One row for each option of a client: its type and default, where else it may come from, and its help text.
// schemas/generate.ts makes the rules of lib/schema/generated/options.ts out of this table, so that a page carries no help.
import type { ForgotPasswordClientConfig } from './config.ts';

/** What is known of an option. */
export interface OptionRow {
  /** What its value must be; an `integer` is from 1 to 2,147,483,647. */
  readonly type: 'string' | 'integer' | 'boolean' | 'function' | 'object';
  readonly default?: string | number | boolean;
  /** The only values that are allowed. */
  readonly choices?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What a string must look like, and what one that does not is told. */
  readonly pattern?: { readonly source: string; readonly text: string };
  /** Whether it works on Node only, and is refused elsewhere. */
  readonly isNodeOnly?: boolean;
  /** The environment variables that stand in for it, in order (Node). */
  readonly env?: readonly string[];
  /** The key of an AWS profile that stands in for it (Node). */
  readonly profileKey?: string;
  /** A sentence for people, without an end. */
  readonly help: string;
}

/** All options of a client. */
export const OPTIONS = {
  region: {
    type: 'string',
    env: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    profileKey: 'region',
    help: 'the AWS region, e.g. eu-west-1',
  },
  userPoolId: { type: 'string', help: 'the user pool, whose region is used' },
  endpointUrl: {
    type: 'string',
    env: ['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ENDPOINT_URL'],
    profileKey: 'endpoint_url',
    help: "a custom endpoint, instead of the region's",
  },
  useFipsEndpoint: {
    type: 'boolean',
    default: false,
    env: ['AWS_USE_FIPS_ENDPOINT'],
    profileKey: 'use_fips_endpoint',
    help: 'use the FIPS endpoint',
  },
  useDualstackEndpoint: {
    type: 'boolean',
    default: false,
    env: ['AWS_USE_DUALSTACK_ENDPOINT'],
    profileKey: 'use_dualstack_endpoint',
    help: 'use the endpoint for IPv4 and IPv6',
  },
  clientId: { type: 'string', help: 'the ID of the app client, for requests that name none' },
  clientSecret: {
    type: 'string',
    minLength: 1,
    pattern: { source: '^\\S(?:[^]*\\S)?$', text: 'must not begin or end with white space' },
    help: 'the secret of the app client, from which SecretHash is computed',
  },
  maxAttempts: {
    type: 'integer',
    default: 3,
    env: ['AWS_MAX_ATTEMPTS'],
    profileKey: 'max_attempts',
    help: 'attempts, the first included',
  },
  delivery: {
    type: 'string',
    default: 'at-most-once',
    choices: ['at-most-once', 'at-least-once'],
    help: 'at-most-once, or at-least-once, which may send a second code after a failure',
  },
  connectTimeoutMs: { type: 'integer', default: 3_100, help: 'time to connect' },
  requestTimeoutMs: { type: 'integer', default: 15_000, help: 'time for one attempt' },
  timeoutMs: { type: 'integer', default: 60_000, help: 'time for the whole call, retries included' },
  maxResponseBytes: { type: 'integer', default: 262_144, help: 'largest reply to read' },
  maxConnections: { type: 'integer', default: 50, help: 'most connections at a time' },
  proxyUrl: {
    type: 'string',
    isNodeOnly: true,
    env: ['HTTPS_PROXY', 'HTTP_PROXY'],
    help: 'HTTP proxy; one with a password only by HTTPS_PROXY',
  },
  noProxy: { type: 'string', isNodeOnly: true, env: ['NO_PROXY'], help: 'hosts that are reached without the proxy' },
  caBundle: {
    type: 'string',
    isNodeOnly: true,
    env: ['AWS_CA_BUNDLE'],
    profileKey: 'ca_bundle',
    help: 'PEM file of certificate authorities, instead of the built-in ones',
  },
  appId: {
    type: 'string',
    maxLength: 50,
    env: ['AWS_SDK_UA_APP_ID'],
    profileKey: 'sdk_ua_app_id',
    help: "an application's ID for the user agent, up to 50 characters",
  },
  transport: { type: 'function', help: 'replaces the built-in transport' },
  history: { type: 'object', help: 'records each call' },
  onEvent: { type: 'function', help: 'called with each event' },
} as const satisfies Readonly<Record<keyof ForgotPasswordClientConfig, OptionRow>>;
