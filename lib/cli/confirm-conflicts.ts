import type { Arguments } from './arguments.ts';
import type { Circumstances } from './conflicts.ts';

/** What to write instead of an argument that is hardly a user; nothing for all others. */
function hardlyUser(positional: string | undefined): string | undefined {
  const ofThisName = 'for a user of this name, --username';
  if (positional === 'help') return `USERNAME is help: write confirm --help, or ${ofThisName} help`;
  if (positional === '-') return `USERNAME is -: confirm takes one user, and no records; ${ofThisName}=-`;
  if (!/^@./.test(positional ?? '')) return undefined;
  return `USERNAME begins with @: confirm takes one user, and no records; ${ofThisName}`;
}

/** The arguments of `confirm` that do not go together, in sentences; empty when all is well. */
export function confirmConflictsOf(
  { parameters, settings, positional }: Arguments,
  { isInteractive, canAsk }: Pick<Circumstances, 'isInteractive' | 'canAsk'>,
): string[] {
  const { Username, SecretHash, ConfirmationCode, WhatIf, Force, Confirm } = parameters;
  const { clientSecretFile, passwordFile } = settings;
  const misplaced = hardlyUser(positional);
  const isMissing = (value: string | undefined): boolean => value === undefined && !WhatIf && !canAsk();
  const conflicts: readonly [isThere: boolean, sentence: string][] = [
    [misplaced !== undefined, misplaced ?? ''],
    [Username === undefined, 'USERNAME is missing: write confirm USERNAME'],
    [
      SecretHash !== undefined && clientSecretFile !== undefined,
      '--secret-hash and --client-secret-file exclude each other',
    ],
    [
      isMissing(ConfirmationCode),
      'the confirmation code is missing, and there is no terminal to ask on: write --confirmation-code CODE',
    ],
    [
      isMissing(passwordFile),
      'the new password is missing, and there is no terminal to ask on: write --password-file PATH, or --password-file - for standard input',
    ],
    [
      passwordFile === '-' && isInteractive,
      '--password-file - reads standard input, which is a terminal and would show the password: leave it out to be asked for it, hidden',
    ],
    [
      Boolean(Confirm && !Force && !WhatIf) && !canAsk(),
      '--confirm asks on the terminal, and there is none; --force sends without asking',
    ],
  ];
  return conflicts.filter(([isThere]) => isThere).map(([, sentence]) => sentence);
}
