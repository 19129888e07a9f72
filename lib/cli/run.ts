// One run of the command, from its arguments to its exit code. Its surroundings come in as arguments.
import { statSync } from 'node:fs';
import { VERSION } from '../schema/generated/version.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { completionFor } from './completion/completion.ts';
import { runConfirm } from './confirm-command.ts';
import { conflictsOf } from './conflicts.ts';
import { ExitCode, exitCodeOf } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { fullHelp, shortHelp } from './help.ts';
import { runJournal } from './journal-command.ts';
import { write } from './output.ts';
import { formatError } from './report.ts';
import { resetOne } from './reset-one.ts';
import { resetRecords } from './reset-records.ts';
import type { Surroundings } from './surroundings.ts';

/** What is printed instead of sending anything. */
function informationOf({ settings: { help, all, version, completion } }: Arguments): string | undefined {
  if (help || all) return all ? fullHelp() : shortHelp();
  if (version) return `${VERSION}\n`;
  return completion && completionFor(completion);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // What cannot be looked at is hardly a file that somebody meant.
    return false;
  }
}

async function execute(args: Arguments, surroundings: Surroundings): Promise<void> {
  const isBatch = args.parameters.Username === undefined;
  const conflicts = conflictsOf(args, {
    isInteractive: isBatch && surroundings.stdin.isTTY === true,
    canAsk: () => surroundings.openTerminal() !== undefined,
    isFile,
  });
  const problems = args.problems.length ? args.problems : conflicts;
  if (problems.length) throw new UsageError(problems.join('; '));
  if (args.settings.profile !== undefined) surroundings.useProfile?.(args.settings.profile);
  await (isBatch ? resetRecords(args, surroundings) : resetOne(args, surroundings));
}

/** Runs the command. Never rejects. */
export async function run(surroundings: Surroundings): Promise<ExitCode> {
  const { argv, env, stdout, stderr } = surroundings;
  // Only as the very first word: --username reaches a user of such a name.
  if (argv[0] === 'journal') return runJournal(surroundings);
  if (argv[0] === 'confirm') return runConfirm(surroundings);
  const args = readArguments(argv, env);
  const information = informationOf(args);
  try {
    // Whoever reads the first lines of the help has seen what they wanted: there is nothing to tell them.
    if (information) return (await write(stdout, information)) ? ExitCode.ok : ExitCode.closed;
    await execute(args, surroundings);
    return ExitCode.ok;
  } catch (error) {
    stderr.write(formatError(error, args.settings.errorFormat ?? 'text'));
    return exitCodeOf(error);
  }
}
