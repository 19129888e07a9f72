// Every number in the README's prose, and where it comes from.

import type { Results } from '../bench/results.ts';
import type { AllFigures, Figures } from './files.ts';
import { mostCodes } from './one-call-picture.ts';
import { kilobytes } from './size-picture.ts';

/** A sentence of the README that tells what was measured. */
export interface MeasuredSentence {
  /** The script that measures; it stands in the same paragraph. */
  readonly command: string;
  /** Has a group for each figure. */
  readonly pattern: RegExp;
  /** The figures now, in the order of the groups. */
  readonly figures: (measured: AllFigures) => readonly number[];
  /** How much noise explains, as a part of the figure. */
  readonly tolerance: number;
  readonly format: (figure: number) => string;
}

const whole = (figure: number): string => figure.toLocaleString('en');

function sizeOf({ size }: Figures, name: string): number {
  const row = size.rows.find((each) => each.name === name);
  if (!row) throw new Error(`size.json has no ${name}`);
  return row.esbuild.gzipped;
}

function codesOf(measured: Figures, name: string): number {
  const client = measured['one-call'].clients.find((each) => each.name === name);
  if (!client) throw new Error(`one-call.json has no ${name}`);
  return mostCodes(client);
}

/** The processor time of a call, at 50 concurrent and in a process of its own, to that of a call through the AWS SDK. */
function cpuRatioOf({ own }: Results): number {
  return own?.['50']?.pairs['node/aws-sdk']?.cpu.median ?? Number.NaN;
}

/** The time to a process's first answer, to that with the AWS SDK. */
function firstAnswerRatioOf({ coldStart }: Results): number {
  return coldStart?.pairs['first-answer/node/aws-sdk'].median ?? Number.NaN;
}

const LIBRARIES = [
  'cognito-forgot-password',
  'amazon-cognito-identity-js',
  'aws-amplify/auth',
  '@aws-sdk/client-cognito-identity-provider',
];
const CLIENTS = ['cognito-forgot-password', 'AWS SDK for JavaScript v3', 'AWS CLI'];

/** The measured sentences. */
export const measuredSentences: readonly MeasuredSentence[] = [
  {
    command: 'npm run size',
    pattern:
      /takes \*\*([\d.]+) KB\*\* .*?identity-js [\d.]+ it takes ([\d.]+) KB, .*?auth [\d.]+ ([\d.]+) KB, .*?v3 ([\d.]+) KB/d,
    figures: (measured) => LIBRARIES.map((name) => sizeOf(measured, name)),
    // The last digit that is told, and a little of another version of zlib.
    tolerance: 0.01,
    format: kilobytes,
  },
  {
    command: 'npm run faults:one-call',
    pattern: /Cognito sends \*\*(\d+)\*\* codes?, .*?SDK v3 makes Cognito send (\d+) codes, .*?CLI [\d.]+ (\d+)/d,
    figures: (measured) => CLIENTS.map((name) => codesOf(measured, name)),
    tolerance: 0,
    format: whole,
  },
  {
    command: 'npm run faults:all',
    pattern: /In ([\d,]+) calls, half of them ConfirmForgotPassword, .*?Of ([\d,]+) calls through/d,
    figures: ({ campaign }) => [campaign.ours.calls, campaign.sdk.calls],
    tolerance: 0,
    format: whole,
  },
  {
    command: 'npm run faults:all',
    pattern:
      /\. ([\d,]+) calls failed after .*? acted on ([\d,]+) \(.*?\) more than once, and ([\d,]+) \(.*?\) failed/d,
    figures: ({ campaign: { ours, sdk } }) => [ours.failedAfterActing, sdk.doubles, sdk.failedAfterActing],
    // The faults are the same each time; which of two timeouts comes first is not.
    tolerance: 0.1,
    format: whole,
  },
  {
    command: 'npm run bench',
    pattern: /AWS SDK v3 takes \*\*([\d.]+) times\*\* the processor time .*? \*\*([\d.]+) times\*\* as long/d,
    figures: ({ bench }) => [1 / cpuRatioOf(bench), 1 / firstAnswerRatioOf(bench)],
    // As much as a machine with other work, or of another kind, was seen to differ.
    tolerance: 0.15,
    format: (figure) => figure.toFixed(1),
  },
];

/** A version in the README, and the dependency whose version it is. */
export interface ToldVersion {
  readonly text: string;
  /** A package.json or package-lock.json. */
  readonly file: string;
  readonly dependency: string;
}

const version = (text: string, file: string, dependency: string): ToldVersion => ({ text, file, dependency });
const PEERS = 'spec/package/peers/package.json';
const TOOLCHAINS = 'spec/campaigns/toolchains/package.json';
const RUNTIMES = 'spec/runtimes/package.json';
const COMPILERS = 'spec/types/compilers/package.json';

/** The versions of what the package was tried with. */
export const toldVersions: readonly ToldVersion[] = [
  version('amazon-cognito-identity-js 6.3', PEERS, 'amazon-cognito-identity-js'),
  version('aws-amplify/auth 6.22', PEERS, 'aws-amplify'),
  version('AWS SDK v3', PEERS, '@aws-sdk/client-cognito-identity-provider'),
  version('Node 20.19', RUNTIMES, 'node-20-oldest'),
  version('to 26', RUNTIMES, 'node-newest'),
  version('Deno 2.9', RUNTIMES, '@deno/linux-x64-glibc'),
  version('Bun 1.4', RUNTIMES, '@oven/bun-linux-x64'),
  version('esbuild 0.28', 'package.json', 'esbuild'),
  version('Rollup 4', 'spec/package/bundlers/package.json', 'rollup'),
  version('Rolldown 1.2', TOOLCHAINS, 'rolldown'),
  version('webpack 5', 'spec/package/bundlers/package.json', 'webpack'),
  version('Vite 8', TOOLCHAINS, 'vite'),
  version('ncc 0.45', TOOLCHAINS, '@vercel/ncc'),
  version('Next.js 16', TOOLCHAINS, 'next'),
  version('TypeScript 5.4', COMPILERS, 'typescript-5.4'),
  version('5.9', COMPILERS, 'typescript-5.9'),
  version('7.0', 'package.json', 'typescript'),
  version('Vitest 4', TOOLCHAINS, 'vitest'),
  version('Jest 30', TOOLCHAINS, 'jest'),
  version('undici 7', 'package.json', 'undici'),
];

/** A number in the README that a line of the code sets. */
export interface ToldConstant {
  readonly text: string;
  readonly file: string;
  readonly code: string;
}

const constant = (text: string, file: string, code: string): ToldConstant => ({ text, file, code });

/** What the code sets, but for the tables that another spec holds. */
export const toldConstants: readonly ToldConstant[] = [
  constant('over 10 requests a minute for an address', 'lib/handler/limits.ts', 'PER_ADDRESS: Limit = { limit: 10,'),
  constant('5 an hour for an account', 'lib/handler/limits.ts', 'PER_ACCOUNT: Limit = { limit: 5,'),
  constant('a body that takes over 10 seconds', 'lib/handler/read-fields.ts', 'BODY_TIMEOUT_MS = 10_000'),
  constant('8,192', 'lib/handler/options.ts', 'maxBodyBytes = 8_192'),
  constant('1,000', 'lib/handler/options.ts', 'minimumMs = 1_000'),
  constant('refused before anything is sent (exit code 2)', 'lib/cli/exit-codes.ts', 'usage: 2,'),
  constant('refuses as input (exit code 2)', 'lib/cli/exit-codes.ts', 'usage: 2,'),
  constant('with exit code 1', 'lib/cli/exit-codes.ts', 'rejected: 1,'),
  constant('The command sends 20', 'lib/cli/batch/batch-parameters.ts', 'REQUESTS_PER_SECOND = 20;'),
  constant('sends up to 20 requests a second', 'lib/cli/batch/batch-parameters.ts', 'REQUESTS_PER_SECOND = 20;'),
  constant('up to 8 in progress', 'lib/cli/batch/batch-parameters.ts', 'CONCURRENCY = 8;'),
  constant('more than 1,000 users', 'lib/cli/batch/large-batch.ts', 'LARGE = 1_000;'),
  constant('8 by default; 20 by default', 'lib/cli/batch/batch-parameters.ts', 'CONCURRENCY = 8;'),
  constant('5 consecutive failures', 'lib/cli/batch/batch-parameters.ts', 'FAILURES_IN_A_ROW = 5;'),
  constant('the first 20 users', 'lib/bulk/breaker.ts', 'UNIFORM_USERS = 20;'),
  constant('for 10 minutes by default', 'lib/bulk/batch.ts', 'DEFAULT_MAX_WAIT_MS = 600_000'),
  constant('(10m each by default)', 'lib/bulk/batch.ts', 'MAX_WAIT_MS = 600_000'),
  constant('600,000', 'lib/bulk/batch.ts', 'MAX_WAIT_MS = 600_000'),
  constant('1 at a time', 'lib/bulk/batch.ts', '(concurrency ?? 1)'),
  constant('keeps the last 5 calls', 'lib/cmdlet/call-history.ts', 'Default: 5.'),
  constant('Each of the 22 exceptions', 'spec/readme-tables.spec.ts', 'Object.keys(exceptions).length} exceptions'),
  constant('at most 50 characters', 'lib/client/options.ts', 'maxLength: 50,'),
];

/** Where the figures of a sentence stand in a text: start and end of each. */
export function placesOf({ pattern }: MeasuredSentence, text: string): readonly (readonly [number, number])[] {
  return (
    pattern
      .exec(text)
      ?.indices?.slice(1)
      .flatMap((place) => (place ? [place] : [])) ?? []
  );
}

/** What AWS documents or what HTTP, Node and the shells define: nothing here can measure it. */
export const documentedNumbers: readonly string[] = [
  'a timeout, 500, 502, 504, a broken reply',
  "a proxy's 403, 429 or 503",
  'for Node 20 and 22',
  'UTF-16',
  'UTF-8',
  'Windows PowerShell 5.1',
  'Version 2 of the AWS CLI',
  'Cognito accepts 30 recovery requests a second',
  // 100,000 users at 20 a second.
  '100,000 users take 83 minutes',
  'stops at 50 e-mails a day',
  'limits a user to 5 to 20 attempts an hour',
];

/** Tables whose numbers another spec compares with the code, by the title of their first column. */
export const heldTables: readonly string[] = ['status', 'option', 'exit code'];
