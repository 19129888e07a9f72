// Every flag of the command line, once: parsing, help and completion are derived from this table.
import { SHELLS } from './completion/shells.ts';
import type { Flag, FlagGroup } from './flag.ts';
import { anAppId, anEndpoint, aRegion, aUserPoolId, filled, withoutCredentials } from './flag-checks.ts';

type Details = Pick<Flag, 'choices' | 'check' | 'env' | 'short'>;

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
const count = typed('count');
const rate = typed('rate');
const milliseconds = typed('milliseconds');
const seconds = typed('seconds');
const pairs = typed('pairs');
const toggle = (name: string, help: string, sets: Flag['sets'], details?: Details): Flag =>
  typed('boolean')(name, '', help, sets, details);

const request: FlagGroup = {
  title: 'User and request',
  flags: [
    text('username', 'USERNAME', 'the user, instead of the argument', ['parameters', 'Username']),
    text('client-id', 'ID', "the app client's ID", ['parameters', 'ClientId'], { env: 'COGNITO_CLIENT_ID' }),
    text(
      'client-secret-file',
      'PATH',
      "file that holds the app client's secret; or set COGNITO_CLIENT_SECRET",
      ['settings', 'clientSecretFile'],
      filled,
    ),
    text('secret-hash', 'HASH', 'the secret hash, if you compute it yourself', ['parameters', 'SecretHash']),
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
};

const confirmation: FlagGroup = {
  title: 'Confirmation',
  flags: [
    toggle('what-if', 'show what would be sent, and send nothing', ['parameters', 'WhatIf']),
    toggle('confirm', 'ask on the terminal before each user', ['parameters', 'Confirm']),
    toggle('force', 'do not ask, even with --confirm', ['parameters', 'Force']),
  ],
};

const client: FlagGroup = {
  title: 'Client',
  flags: [
    text('region', 'REGION', 'the AWS region, e.g. eu-west-1', ['parameters', 'Region'], aRegion),
    text(
      'profile',
      'NAME',
      'the profile of the shared AWS files, instead of AWS_PROFILE',
      ['settings', 'profile'],
      filled,
    ),
    text(
      'profile-location',
      'PATH',
      'the ini file to read the region from, by its default profile',
      ['parameters', 'ProfileLocation'],
      filled,
    ),
    text('user-pool-id', 'ID', 'the user pool, whose region is used', ['config', 'userPoolId'], aUserPoolId),
    text(
      'endpoint-url',
      'URL',
      "a custom endpoint, instead of the region's",
      ['parameters', 'EndpointUrl'],
      anEndpoint,
    ),
    toggle('use-fips-endpoint', 'use the FIPS endpoint', ['config', 'useFipsEndpoint']),
    toggle('use-dualstack-endpoint', 'use the endpoint for IPv4 and IPv6', ['config', 'useDualstackEndpoint']),
    text(
      'delivery',
      'MODE',
      'at-most-once (default), or at-least-once, which may send a second code after a failure',
      ['config', 'delivery'],
      { choices: ['at-most-once', 'at-least-once'] },
    ),
    count('max-attempts', 'N', 'attempts, the first included (default 3)', ['config', 'maxAttempts']),
    milliseconds('connect-timeout-ms', 'TIME', 'time to connect (default 3100)', ['config', 'connectTimeoutMs']),
    milliseconds('request-timeout-ms', 'TIME', 'time for one attempt (default 15000)', ['config', 'requestTimeoutMs']),
    milliseconds('timeout-ms', 'TIME', 'time for the whole call, retries included (default 60000)', [
      'config',
      'timeoutMs',
    ]),
    count('max-response-bytes', 'BYTES', 'largest reply to read (default 262144)', ['config', 'maxResponseBytes']),
    count('max-connections', 'N', 'most connections at a time (default 50)', ['config', 'maxConnections']),
    text(
      'ca-bundle',
      'PATH',
      'PEM file of certificate authorities, instead of the built-in ones',
      ['config', 'caBundle'],
      filled,
    ),
    text(
      'proxy-url',
      'URL',
      'HTTP proxy; set HTTPS_PROXY for one with a password',
      ['config', 'proxyUrl'],
      withoutCredentials,
    ),
    text('no-proxy', 'HOSTS', 'hosts to reach without the proxy', ['config', 'noProxy'], filled),
    text('app-id', 'ID', "an application's ID for the user agent, up to 50 characters", ['config', 'appId'], anAppId),
  ],
};

const inputAndOutput: FlagGroup = {
  title: 'Input and output',
  flags: [
    text('input', 'PATH', 'read records from a file, instead of standard input', ['settings', 'input'], filled),
    text(
      'input-format',
      'FORMAT',
      'format of the records: auto (default), lines, ndjson, json, csv or text',
      ['settings', 'inputFormat'],
      {
        choices: ['auto', 'lines', 'ndjson', 'json', 'csv', 'text'],
      },
    ),
    text(
      'username-column',
      'NAME',
      'the CSV column that holds the usernames (default Username or cognito:username)',
      ['settings', 'usernameColumn'],
      filled,
    ),
    toggle('include-ineligible', 'also send to listed users who cannot recover', ['settings', 'includeIneligible']),
    toggle('trust-records', 'let records set EndpointUrl, ProfileLocation and Force', ['settings', 'trustRecords']),
    text(
      'select',
      'WHAT',
      'what to print: CodeDeliveryDetails (default), a member or dotted path of the response, * for all of it, or ^Parameter',
      ['parameters', 'Select'],
    ),
    toggle('pass-thru', 'print the username (deprecated: --select ^Username)', ['parameters', 'PassThru']),
    text('output', 'FORMAT', 'format of the result: json (default) or text', ['settings', 'output'], {
      choices: ['json', 'text'],
    }),
    text('error-format', 'FORMAT', 'format of standard error: text (default) or json', ['settings', 'errorFormat'], {
      choices: ['text', 'json'],
    }),
    toggle('verbose', 'show on standard error where settings come from, and each attempt', ['settings', 'verbose']),
    text('completion', 'SHELL', 'print the completion for bash, zsh or fish', ['settings', 'completion'], {
      choices: SHELLS,
    }),
    toggle('help', 'show the help', ['settings', 'help'], { short: 'h' }),
    toggle('all', 'with --help: every option', ['settings', 'all']),
    toggle('version', 'show the version', ['settings', 'version']),
  ],
};

const batch: FlagGroup = {
  title: 'Many users (records from standard input)',
  flags: [
    count('concurrency', 'N', 'records in progress at a time (default 8)', ['batch', 'concurrency']),
    rate('requests-per-second', 'N', 'the most requests a second (default 20)', ['batch', 'requestsPerSecond']),
    text(
      'journal',
      'PATH',
      'file of what became of each record; with it, the same command resumes',
      ['batch', 'journal'],
      filled,
    ),
    toggle('journal-plain', 'keep plain usernames in the journal, instead of hashes', ['batch', 'journalPlain']),
    toggle('retry-unknown', 'send again the records whose outcome is unknown', ['batch', 'retryUnknown']),
    toggle('retry-rejected', 'send again the records that the service rejected in an earlier run', [
      'batch',
      'retryRejected',
    ]),
    toggle('ignore-case', 'treat usernames that differ only in case as one user, as the pool does', [
      'batch',
      'ignoreCase',
    ]),
    text(
      'report',
      'PATH',
      'a line for each record (NDJSON, or .csv), or a page for people (.html)',
      ['settings', 'report'],
      filled,
    ),
    count('limit', 'N', 'read no more than N records', ['settings', 'limit']),
    toggle('dry-run', 'read and check all records, and send nothing', ['settings', 'dryRun']),
    count('max-sends', 'N', 'stop after N records for which a code went out, or may have', ['batch', 'maxSends']),
    seconds('max-wait', 'TIME', 'how long to retry a throttled record (default 10m)', ['settings', 'maxWait']),
    seconds('max-outage', 'TIME', 'how long to wait for a lost connection (default 10m)', ['settings', 'maxOutage']),
    toggle('keep-going', 'do not stop after 5 consecutive failures that affect every user', ['settings', 'keepGoing']),
  ],
};

/** All flags, in the order of the help. */
export const flagGroups: readonly FlagGroup[] = [request, confirmation, client, batch, inputAndOutput];

/** All flags, by name. */
export const flags: ReadonlyMap<string, Flag> = new Map(
  flagGroups.flatMap((group) => group.flags.map((flag) => [flag.name, flag])),
);
