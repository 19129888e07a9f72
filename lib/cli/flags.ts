// Every flag of the command line, once: parsing, help and completion are derived from this table.
import type { Flag, FlagGroup } from './flag.ts';

type Details = Pick<Flag, 'choices' | 'env' | 'short'>;

/** Makes the function that makes flags of one type. */
const typed =
  (type: Flag['type']) =>
  (name: string, placeholder: string, help: string, sets: Flag['sets'], details?: Details): Flag => ({
    name,
    type,
    placeholder,
    help,
    sets,
    ...details,
  });
const text = typed('text');
const number = typed('number');
const pairs = typed('pairs');
const toggle = (name: string, help: string, sets: Flag['sets'], details?: Details): Flag =>
  typed('boolean')(name, '', help, sets, details);

/** All flags, in the order of the help. */
export const flagGroups: readonly FlagGroup[] = [
  {
    title: 'Request',
    flags: [
      text('username', 'USERNAME', 'the user, instead of the argument', ['parameters', 'Username']),
      text('client-id', 'ID', "the app client's ID", ['parameters', 'ClientId'], { env: 'COGNITO_CLIENT_ID' }),
      text('client-secret-file', 'PATH', "holds the app client's secret; or COGNITO_CLIENT_SECRET has it", [
        'settings',
        'clientSecretFile',
      ]),
      text('secret-hash', 'HASH', 'the secret hash, where you compute it yourself', ['parameters', 'SecretHash']),
      pairs('client-metadata', 'KEY=VALUE', 'for the Lambda triggers; repeatable, or one JSON object', [
        'parameters',
        'ClientMetadata',
      ]),
      text('user-context-data-encoded-data', 'DATA', "the device's fingerprint, for threat protection", [
        'parameters',
        'UserContextData_EncodedData',
      ]),
      text('user-context-data-ip-address', 'ADDRESS', "the device's IP address, for threat protection", [
        'parameters',
        'UserContextData_IpAddress',
      ]),
      text('analytics-metadata-analytics-endpoint-id', 'ID', 'the Amazon Pinpoint endpoint that collects metrics', [
        'parameters',
        'AnalyticsMetadata_AnalyticsEndpointId',
      ]),
    ],
  },
  {
    title: 'Client',
    flags: [
      text('region', 'REGION', 'the AWS region, e.g. eu-west-1', ['config', 'region']),
      text('user-pool-id', 'ID', 'the user pool, whose region is used', ['config', 'userPoolId']),
      text('endpoint-url', 'URL', "a custom endpoint, instead of the region's", ['config', 'endpointUrl']),
      toggle('use-fips-endpoint', 'use the FIPS endpoint', ['config', 'useFipsEndpoint']),
      toggle('use-dualstack-endpoint', 'use the endpoint for IPv4 and IPv6', ['config', 'useDualstackEndpoint']),
      text('delivery', 'MODE', 'whether a code may go out twice after a failure', ['config', 'delivery'], {
        choices: ['at-most-once', 'at-least-once'],
      }),
      number('max-attempts', 'N', 'attempts, the first included (default: 3)', ['config', 'maxAttempts']),
      number('connect-timeout-ms', 'MS', 'time to connect (default: 3100)', ['config', 'connectTimeoutMs']),
      number('request-timeout-ms', 'MS', 'time for one attempt (default: 15000)', ['config', 'requestTimeoutMs']),
      number('timeout-ms', 'MS', 'time for the whole call, retries included (default: 60000)', ['config', 'timeoutMs']),
      number('max-response-bytes', 'BYTES', 'largest reply to read (default: 262144)', ['config', 'maxResponseBytes']),
      number('max-connections', 'N', 'most connections at a time (default: 50)', ['config', 'maxConnections']),
      text('ca-bundle', 'PATH', 'PEM file of certificate authorities, instead of the built-in ones', [
        'config',
        'caBundle',
      ]),
      text('proxy-url', 'URL', 'HTTP proxy; its credentials only by HTTPS_PROXY', ['config', 'proxyUrl']),
      text('no-proxy', 'HOSTS', 'hosts that are reached without the proxy', ['config', 'noProxy']),
      text('app-id', 'ID', "an application's ID for the user agent, up to 50 characters", ['config', 'appId']),
    ],
  },
  {
    title: 'Output',
    flags: [
      text('output', 'FORMAT', 'the result on standard output', ['settings', 'output'], { choices: ['json', 'text'] }),
      text('error-format', 'FORMAT', 'errors and events on standard error', ['settings', 'errorFormat'], {
        choices: ['text', 'json'],
      }),
      toggle('verbose', 'tell on standard error what happens', ['settings', 'verbose']),
      toggle('help', 'show this help', ['settings', 'help'], { short: 'h' }),
      toggle('version', 'show the version', ['settings', 'version']),
    ],
  },
];

/** All flags, by name. */
export const flags: ReadonlyMap<string, Flag> = new Map(
  flagGroups.flatMap((group) => group.flags.map((flag) => [flag.name, flag])),
);
