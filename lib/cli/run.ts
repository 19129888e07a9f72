// One run of the command, from its arguments to its exit code. Its surroundings come in as arguments.
import { VERSION } from '../generated/version.ts';
import {
  type CodeDeliveryDetailsType,
  type ForgotPasswordClientConfig,
  forgotPassword,
  type Outcome,
} from '../node.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { readClientSecret } from './client-secret.ts';
import { ExitCode, exitCodeOf } from './exit-codes.ts';
import { InterruptedError, OutputError, UsageError } from './failures.ts';
import { helpText } from './help.ts';
import { formatText, type Output, toJson, write } from './output.ts';
import { formatError, formatEvent } from './report.ts';
import { requestOf } from './request.ts';

/** What a run has to do with. */
export interface Surroundings {
  /** The arguments after the command's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborts when the user interrupts the run. */
  readonly signal: AbortSignal;
}

/** Makes the call, and tells an interruption from what else may end it. */
async function call(
  { parameters, config, settings }: Arguments,
  { env, stderr, signal }: Surroundings,
): Promise<CodeDeliveryDetailsType> {
  const { clientSecretFile, errorFormat = 'text', verbose } = settings;
  let outcome: Outcome = 'not-sent';
  const onEvent: ForgotPasswordClientConfig['onEvent'] = (event) => {
    if (event.type === 'call-finished' && event.outcome !== 'accepted') outcome = event.outcome;
    if (verbose) stderr.write(formatEvent(event, errorFormat));
  };
  try {
    const clientSecret = clientSecretFile ? await readClientSecret(clientSecretFile) : env.COGNITO_CLIENT_SECRET;
    const request = requestOf(parameters);
    const output = await forgotPassword(request, { ...config, clientSecret, onEvent }, { signal });
    return output.CodeDeliveryDetails ?? {};
  } catch (error) {
    throw signal.aborted && error === signal.reason ? new InterruptedError(outcome) : error;
  }
}

async function execute(args: Arguments, surroundings: Surroundings): Promise<void> {
  if (args.problems.length) throw new UsageError(args.problems.join('; '));
  const { stdout } = surroundings;
  const details = await call(args, surroundings);
  const text = args.settings.output === 'text' ? formatText(details) : `${toJson(details, stdout.isTTY)}\n`;
  await write(stdout, text).catch((cause: unknown) => {
    throw new OutputError(cause);
  });
}

/** Runs the command. Never rejects. */
export async function run(surroundings: Surroundings): Promise<ExitCode> {
  const { argv, env, stdout, stderr } = surroundings;
  const args = readArguments(argv, env);
  const { help, version, errorFormat = 'text' } = args.settings;
  try {
    if (help) await write(stdout, helpText());
    else if (version) await write(stdout, `${VERSION}\n`);
    else await execute(args, surroundings);
    return ExitCode.ok;
  } catch (error) {
    stderr.write(formatError(error, errorFormat));
    return exitCodeOf(error);
  }
}
