// The flags of the command `confirm`: those of the first command that fit it, and its own.
import type { Flag, FlagGroup } from './flag.ts';
import { filled } from './flag-checks.ts';
import { flagGroups } from './flags.ts';

const own: FlagGroup = {
  title: 'Code and password',
  flags: [
    {
      name: 'confirmation-code',
      type: 'text',
      placeholder: 'CODE',
      help: 'the code that Cognito sent; without it, the command asks for it',
      sets: ['parameters', 'ConfirmationCode'],
    },
    {
      name: 'password-file',
      type: 'text',
      placeholder: 'PATH',
      help: 'file that holds the new password as its one line, or - for standard input; one newline at its end is cut; without it, the command asks on the terminal, hidden and twice',
      sets: ['settings', 'passwordFile'],
      member: 'Password',
      ...filled,
    },
  ],
};

// Records, their results, and how many of them: a password is one user's.
const FOREIGN: readonly string[] = [
  'input',
  'input-format',
  'username-column',
  'include-ineligible',
  'trust-records',
  'pass-thru',
  'completion',
];
const HELP: Readonly<Record<string, string>> = {
  select: 'what to print: nothing (default), * for the whole response, $metadata or a member of it, or ^Parameter',
  confirm: 'ask on the terminal before the request is sent',
  delivery: 'at-most-once (default), or at-least-once, which repeats a request of unknown outcome',
};

/** All flags of `confirm`, in the order of the help. */
export const confirmFlagGroups: readonly FlagGroup[] = [
  own,
  ...flagGroups
    .filter(({ flags }) => flags.every(({ sets: [bag] }) => bag !== 'batch'))
    .map(({ title, flags }) => ({
      title,
      flags: flags
        .filter(({ name }) => !FOREIGN.includes(name))
        .map((flag) => ({ ...flag, help: HELP[flag.name] ?? flag.help })),
    })),
];

/** All flags of `confirm`, by name. */
export const confirmFlags: ReadonlyMap<string, Flag> = new Map(
  confirmFlagGroups.flatMap((group) => group.flags.map((flag) => [flag.name, flag])),
);
