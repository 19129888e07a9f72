import type { Flag } from './flag.ts';
import { flagGroups } from './flags.ts';

const WIDTH = 80;
const COLUMN = 32;

const USAGE = `Usage: cognito-forgot-password USERNAME [options]
       cognito-forgot-password [options] < RECORDS
       cognito-forgot-password journal FILE [--salvage NEW]

Asks Amazon Cognito to send a user the code with which to set a new password,
and prints where it goes. Without USERNAME, reads records from standard input:
usernames line by line, NDJSON, or CSV with a header; prints a line of JSON for
each.`;

const EXAMPLES = `Examples:
  cognito-forgot-password alice --client-id ID --region eu-west-1
  cognito-forgot-password --client-id ID --region eu-west-1 < users.csv`;

const EXIT_CODES = `Exit codes:
  0  accepted
  1  rejected by the service; or at least one record failed
  2  wrong usage, or an invalid request
  3  configuration
  4  transport, or unknown whether a code was sent
  130  interrupted`;

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

/** The text of `--help`. */
export function helpText(): string {
  const groups = flagGroups.map(({ title, flags }) => `${title}:\n${flags.map(entryOf).join('\n')}`);
  return `${[USAGE, ...groups, EXAMPLES, EXIT_CODES].join('\n\n')}\n`;
}
