// The command `confirm USERNAME`: sets a new password with the code that the user was sent.

import { type Confirmation, confirmForgottenPassword } from '../cmdlet/confirm-forgotten-password.ts';
import { approvalOf } from '../cmdlet/confirmation.ts';
import { invalid, requestOf } from '../cmdlet/parameters.ts';
import { type ConfirmForgotPasswordOutput, validateConfirmForgotPasswordRequest } from '../node.ts';
import { cmdletPlatform } from '../platform/node/cmdlet-platform.ts';
import { VERSION } from '../schema/generated/version.ts';
import { type Arguments, readArguments } from './arguments.ts';
import type { CmdletParameters } from './cmdlet-parameters.ts';
import { commandHelp } from './command-help.ts';
import { confirmConflictsOf } from './confirm-conflicts.ts';
import { confirmFlags } from './confirm-flags.ts';
import { selectorOfConfirm } from './confirm-select.ts';
import { ExitCode, exitCodeOf } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { callGently } from './gentle-call.ts';
import { confirmHelp } from './help.ts';
import { newPassword } from './new-password.ts';
import { write } from './output.ts';
import { printOutput } from './print-output.ts';
import { formatError } from './report.ts';
import type { Surroundings } from './surroundings.ts';

const OPERATION = 'ConfirmForgotPassword';

// Any that the rules take: nothing is sent to the service with them.
const STAND_INS: Confirmation = { ConfirmationCode: '0', Password: 'password' };

/**
 * Makes a call whose request goes nowhere: mistakes are told before anybody is asked for a code and a password.
 *
 * @throws `ConfigurationError` and `RequestValidationError` for what the call would end with.
 */
async function checkSetUp(parameters: CmdletParameters, ConfirmationCode: string | undefined): Promise<void> {
  const { ClientConfig } = parameters;
  const transport = async (): Promise<Response> => new Response('{}');
  const unheard = { ...ClientConfig, onEvent: undefined, transport };
  const draft = { ...STAND_INS, ...(ConfirmationCode !== undefined && { ConfirmationCode }) };
  await confirmForgottenPassword(cmdletPlatform, { ...parameters, ClientConfig: unheard }, draft);
}

/** The code as it is typed, without the blanks that a paste leaves around it. */
async function typedCode({ openTerminal, signal }: Surroundings): Promise<string> {
  const code = await openTerminal()?.ask('Confirmation code: ', signal);
  if (code === undefined) throw new UsageError('no confirmation code was typed: write --confirmation-code CODE');
  return code.trim();
}

/** @throws `RequestValidationError` for a request that the service would not take. */
function checkRequest(parameters: CmdletParameters, draft: Confirmation): void {
  const ClientId = parameters.ClientId ?? parameters.ClientConfig.clientId;
  const issues = validateConfirmForgotPasswordRequest({ ...requestOf(parameters), ClientId, ...draft });
  if (issues.length) throw invalid(issues);
}

/** Sets the password; brings nothing where WhatIf or No kept it from that. */
async function setPassword(
  args: Arguments,
  surroundings: Surroundings,
  parameters: CmdletParameters,
): Promise<ConfirmForgotPasswordOutput | undefined> {
  const approve = approvalOf(parameters, OPERATION);
  await checkSetUp(parameters, args.parameters.ConfirmationCode);
  if (parameters.WhatIf) return void (await approve(parameters));
  const ConfirmationCode = args.parameters.ConfirmationCode ?? (await typedCode(surroundings));
  checkRequest(parameters, { ...STAND_INS, ConfirmationCode });
  const draft = { ConfirmationCode, Password: await newPassword(args.settings.passwordFile, surroundings) };
  checkRequest(parameters, draft);
  return (await approve(parameters)) ? confirmForgottenPassword(cmdletPlatform, parameters, draft) : undefined;
}

async function confirm(args: Arguments, surroundings: Surroundings): Promise<void> {
  const conflicts = confirmConflictsOf(args, {
    isInteractive: surroundings.stdin.isTTY === true,
    canAsk: () => surroundings.openTerminal() !== undefined,
  });
  const problems = args.problems.length ? args.problems : conflicts;
  if (problems.length) throw new UsageError(problems.join('; '));
  if (args.settings.profile !== undefined) surroundings.useProfile?.(args.settings.profile);
  const select = selectorOfConfirm(args);
  await callGently(args, surroundings, {
    operation: OPERATION,
    call: (parameters) => setPassword(args, surroundings, parameters),
    print: async (output) => {
      // As the cmdlet Confirm-CGIPForgotPassword, which has no output unless it is asked for.
      if (select && output) await printOutput(select(output) ?? null, args, surroundings.stdout);
    },
  });
}

function informationOf({ settings: { help, all, version } }: Arguments): string | undefined {
  if (help || all) return all ? confirmHelp() : commandHelp('confirm');
  return version ? `${VERSION}\n` : undefined;
}

/** Runs the command with the arguments after the word `confirm`. Never rejects. */
export async function runConfirm(surroundings: Surroundings): Promise<ExitCode> {
  const { argv, env, stdout, stderr } = surroundings;
  const args = readArguments(argv.slice(1), env, confirmFlags);
  const information = informationOf(args);
  try {
    if (information) return (await write(stdout, information)) ? ExitCode.ok : ExitCode.closed;
    await confirm(args, surroundings);
    return ExitCode.ok;
  } catch (error) {
    stderr.write(formatError(error, args.settings.errorFormat ?? 'text', OPERATION));
    return exitCodeOf(error);
  }
}
