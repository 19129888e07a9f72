import type { Arguments } from './arguments.ts';

/** What of the surroundings decides whether arguments go together. */
export interface Circumstances {
  /** Whether standard input is a terminal. */
  readonly isInteractive: boolean;
  /** Whether there is a terminal to ask on. */
  readonly canAsk: () => boolean;
  /** Whether a path is that of a file. */
  readonly isFile: (path: string) => boolean;
}

/** What to write instead of an argument that is hardly a user; nothing for all others. */
function hardlyUser(positional: string | undefined, isFile: Circumstances['isFile']): string | undefined {
  const ofThisName = 'for a user of this name, --username';
  if (positional === undefined) return undefined;
  if (positional === 'help') return `USERNAME is help: write --help, or ${ofThisName} help`;
  if (positional === '-') {
    return `USERNAME is -: leave it out to read records from standard input, or write --input -; ${ofThisName}=-`;
  }
  if (/^@./.test(positional)) return `USERNAME begins with @: write --input FILE to read records; ${ofThisName}`;
  if (!isFile(positional)) return undefined;
  return `USERNAME is the name of a file: write --input FILE to read records from it; ${ofThisName}`;
}

/** The arguments that do not go together, in sentences; empty when all is well. */
export function conflictsOf(
  { parameters, batch, settings, positional }: Arguments,
  { isInteractive, canAsk, isFile }: Circumstances,
): string[] {
  const { Username, SecretHash, WhatIf, Force, Confirm } = parameters;
  const { inputFormat, clientSecretFile, output, limit, report, maxWait, maxOutage, keepGoing, dryRun } = settings;
  const { input, usernameColumn, includeIneligible, trustRecords } = settings;
  const ofInput = { input, usernameColumn, includeIneligible, trustRecords };
  const forRecords = { ...batch, ...ofInput, limit, report, maxWait, maxOutage, keepGoing, dryRun };
  const misplaced = hardlyUser(positional, isFile);
  const isBatch = Username === undefined;
  const conflicts: readonly [isThere: boolean, sentence: string][] = [
    // Whoever names a format means to type records.
    [misplaced !== undefined, misplaced ?? ''],
    [
      isBatch && isInteractive && !inputFormat && input === undefined,
      'USERNAME is missing, and standard input is a terminal',
    ],
    [!isBatch && inputFormat !== undefined, '--input-format is for records, which are read where no USERNAME is given'],
    [
      !isBatch && Object.values(forRecords).some((value) => value !== undefined),
      'the options for many users are for records, which are read where no USERNAME is given',
    ],
    [
      usernameColumn !== undefined && !['auto', 'csv'].includes(inputFormat ?? 'auto'),
      '--username-column is for CSV, and --input-format names another format',
    ],
    [isBatch && output === 'text', '--output text is for one USERNAME; records get a line of JSON each'],
    [
      isBatch && SecretHash !== undefined,
      '--secret-hash fits one USERNAME only: give --client-secret-file, or a SecretHash in each record',
    ],
    [
      SecretHash !== undefined && clientSecretFile !== undefined,
      '--secret-hash and --client-secret-file exclude each other',
    ],
    [
      Boolean(Confirm && !Force && !WhatIf) && !canAsk(),
      '--confirm asks on the terminal, and there is none; --force sends without asking',
    ],
  ];
  return conflicts.filter(([isThere]) => isThere).map(([, sentence]) => sentence);
}
