// The texts of --help: a short one that fits a terminal, and all of it.
import { CONFIRM_EXIT_CODES, CONFIRM_INTRODUCTION } from './command-help.ts';
import { confirmFlagGroups } from './confirm-flags.ts';
import type { Flag, FlagGroup } from './flag.ts';
import { flagGroups, flags } from './flags.ts';

const WIDTH = 80;
const COLUMN = 32;
const SHORT_COLUMN = 29;

/** What most runs need, in the order of the short help. */
const COMMON = [
  'client-id',
  'region',
  'client-secret-file',
  'dry-run',
  'limit',
  'journal',
  'report',
  'requests-per-second',
  'confirm',
  'verbose',
] as const;

// Shorter than in the table, so that each keeps to one line.
const SHORT_TEXTS: Readonly<Record<(typeof COMMON)[number], string>> = {
  'client-id': "the app client's ID; or COGNITO_CLIENT_ID",
  region: 'the AWS region; or AWS_REGION, or the AWS profile',
  'client-secret-file': "the app client's secret; or COGNITO_CLIENT_SECRET",
  'dry-run': 'check all records and send nothing',
  limit: 'take the first N records only',
  journal: 'with it, the same command resumes',
  report: 'each record (.ndjson, .csv), or a page (.html)',
  'requests-per-second': 'the most requests a second (default 20)',
  confirm: 'ask before each user',
  verbose: 'show where settings come from, and each attempt',
};

const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'all done'],
  ['1', 'rejected by the service; of many records, at least one failed'],
  ['2', 'wrong usage, an invalid request, or no records'],
  ['3', 'configuration'],
  ['4', 'transport, or unknown whether a code was sent'],
  ['130', 'interrupted by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP'],
  ['141', 'standard output was closed before the end'],
];

const USAGE = `Usage: cognito-forgot-password USERNAME [options]
       cognito-forgot-password [options] --input FILE
       cognito-forgot-password confirm USERNAME | journal FILE [options]`;

const INTRODUCTION = `${USAGE}

Asks Amazon Cognito to send a user a code for setting a new password, and prints
where Cognito sends it. Without USERNAME, reads records from --input or standard
input, and prints a line of JSON for each.`;

const EXAMPLES = `Examples:
  One user:   cognito-forgot-password alice --client-id ID --region eu-west-1
  Try first:  cognito-forgot-password --client-id ID --dry-run --input users.csv
  Many users: cognito-forgot-password --client-id ID --input users.csv \\
                --journal run.journal --report run.html > results.ndjson
  Resume:     the same command, with another file than results.ndjson`;

/** The lines of a text, each at most as wide as a column of that start. */
function wrap(text: string, start: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && start + last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(start)}`);
}

function entryOf({ name, short, placeholder, help, env }: Flag): string {
  const forms = `  ${short ? `-${short}, ` : ''}--${name} ${placeholder}`.trimEnd();
  const text = wrap(`${help}${env ? `; or ${env}` : ''}`, COLUMN);
  // A flag that is too long for its column has its text below.
  const gap = forms.length < COLUMN - 1 ? ' '.repeat(COLUMN - forms.length) : `\n${' '.repeat(COLUMN)}`;
  return `${forms}${gap}${text}`;
}

function shortEntryOf(name: (typeof COMMON)[number]): string {
  const { placeholder = '' } = flags.get(name) ?? {};
  return `  --${name} ${placeholder}`.padEnd(SHORT_COLUMN) + SHORT_TEXTS[name];
}

function exitCodes(): string {
  const lines = EXIT_CODES.map(([code, meaning]) => `  ${code.padEnd(5)}${meaning}`);
  return `Exit codes:\n${lines.join('\n')}`;
}

const SHORT_EXIT_CODES = `Exit codes: 0 done, 1 rejected, 2 usage or no records, 3 configuration,
  4 transport or unknown, 130 Ctrl-C, 143 SIGTERM, 129 SIGHUP, 141 output closed`;

/** The text of `--help`, which fits a terminal of 80 columns and 24 lines. */
export function shortHelp(): string {
  const options = COMMON.map(shortEntryOf).join('\n');
  return `${[USAGE, options, EXAMPLES, SHORT_EXIT_CODES].join('\n')}\nAll options: --help --all\n`;
}

function groupOf({ title, flags: group }: FlagGroup): string {
  return `${title}:\n${group.map(entryOf).join('\n')}`;
}

/** The text of `--help --all`. */
export function fullHelp(): string {
  return `${[INTRODUCTION, EXAMPLES, ...flagGroups.map(groupOf), exitCodes()].join('\n\n')}\n`;
}

/** The text of `confirm --help --all`. */
export function confirmHelp(): string {
  return `${[CONFIRM_INTRODUCTION, ...confirmFlagGroups.map(groupOf), CONFIRM_EXIT_CODES].join('\n\n')}\n`;
}
