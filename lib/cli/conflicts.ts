import type { Arguments } from './arguments.ts';

/** What of the surroundings decides whether arguments go together. */
export interface Circumstances {
  /** Whether standard input is a terminal. */
  readonly isInteractive: boolean;
  /** Whether there is a terminal to ask on. */
  readonly canAsk: () => boolean;
}

/** The arguments that do not go together, in sentences; empty when all is well. */
export function conflictsOf(
  { parameters, batch, settings }: Arguments,
  { isInteractive, canAsk }: Circumstances,
): string[] {
  const { Username, SecretHash, WhatIf, Force, Confirm } = parameters;
  const { inputFormat, clientSecretFile, output, limit, report, maxWait, keepGoing, dryRun } = settings;
  const forRecords = { ...batch, limit, report, maxWait, keepGoing, dryRun };
  const isBatch = Username === undefined;
  const conflicts: readonly [isThere: boolean, sentence: string][] = [
    // Whoever names a format means to type records.
    [isBatch && isInteractive && !inputFormat, 'USERNAME is missing, and standard input is a terminal'],
    [!isBatch && inputFormat !== undefined, '--input-format is for records, which are read where no USERNAME is given'],
    [
      !isBatch && Object.values(forRecords).some((value) => value !== undefined),
      'the options for many users are for records, which are read where no USERNAME is given',
    ],
    [limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0), '--limit must be a whole number from 1'],
    [maxWait !== undefined && maxWait <= 0, '--max-wait must be greater than 0'],
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
