import type { Flag } from './flag.ts';
import { flagGroups } from './flags.ts';

const INDENT = 2;
const COLUMN = 34;

const USAGE = `Usage: cognito-forgot-password USERNAME [options]

Asks Amazon Cognito to send a user the code with which to set a new password, and prints where it goes.`;

const EXIT_CODES = `Exit codes:
  0 accepted; 1 rejected by the service; 2 usage or invalid request; 3 configuration;
  4 transport, or unknown whether a code was sent; 130 interrupted`;

function lineOf({ name, short, placeholder, choices, help, env }: Flag): string {
  const forms = `${short ? `-${short}, ` : ''}--${name} ${placeholder}`.trim();
  const values = choices ? ` (${choices.join(' by default, or ')})` : '';
  const text = `${help}${values}${env ? `; or ${env}` : ''}`;
  const start = `${' '.repeat(INDENT)}${forms}`;
  // A flag that is too long for its column has its text on a line of its own.
  const gap = start.length < COLUMN ? ' '.repeat(COLUMN - start.length) : `\n${' '.repeat(COLUMN)}`;
  return `${start}${gap}${text}`;
}

/** The text of `--help`. */
export function helpText(): string {
  const groups = flagGroups.map(({ title, flags }) => `${title}:\n${flags.map(lineOf).join('\n')}`);
  return `${[USAGE, ...groups, EXIT_CODES].join('\n\n')}\n`;
}
