import type {
  CallParameters,
  ConfirmAnswer,
  ConfirmQuestion,
  ForgotPasswordClientConfig,
  RecordParameters,
} from '../node.ts';
import type { Arguments } from './arguments.ts';
import { readClientSecret, trimSecret } from './client-secret.ts';
import { askToConfirm } from './confirmation.ts';
import { UsageError } from './failures.ts';
import { givenSettings } from './given-settings.ts';
import type { GentleSignal } from './interruption.ts';
import { formatEvent, formatMessage } from './report.ts';
import type { Surroundings } from './surroundings.ts';

/** What the cmdlet is given by the command line. */
export type CmdletParameters = RecordParameters &
  CallParameters & { readonly ClientConfig: ForgotPasswordClientConfig };

/**
 * The cmdlet's parameters: those of the command line, and what ties the cmdlet to terminal and standard error. With
 * `--verbose`, says where the given settings come from.
 *
 * @throws `ConfigurationError` when the file of the client secret cannot be used.
 */
export async function cmdletParameters(
  args: Arguments,
  { env, stderr, openTerminal }: Surroundings,
  { signal, observe }: Pick<GentleSignal, 'signal' | 'observe'>,
): Promise<CmdletParameters> {
  const { clientSecretFile, errorFormat = 'text', verbose } = args.settings;
  const clientSecret = clientSecretFile
    ? await readClientSecret(clientSecretFile)
    : trimSecret(env.COGNITO_CLIENT_SECRET, 'COGNITO_CLIENT_SECRET');
  const isBatch = args.parameters.Username === undefined;
  const onEvent: ForgotPasswordClientConfig['onEvent'] = (event) => {
    if (verbose) stderr.write(formatEvent(event, errorFormat));
    observe(event);
  };
  const confirm = (question: ConfirmQuestion): Promise<ConfirmAnswer> => {
    const terminal = openTerminal();
    // Of a record that wants to be asked about; --confirm itself is refused before.
    if (!terminal) throw new UsageError('Confirm asks on the terminal, and there is none');
    return askToConfirm(question, terminal, signal, isBatch);
  };
  for (const setting of verbose ? givenSettings(args, env) : []) stderr.write(formatEvent(setting, errorFormat));
  const { ClientId, ...parameters } = args.parameters;
  // What the environment gives is a default, which a record may overrule; what a flag gives stands.
  const isDefault = isBatch && args.origins.get('client-id') !== '--client-id';
  return {
    ...parameters,
    ...(!isDefault && ClientId !== undefined && { ClientId }),
    ClientConfig: { ...args.config, clientSecret, onEvent, ...(isDefault && ClientId && { clientId: ClientId }) },
    confirm,
    onMessage: (message) => stderr.write(formatMessage(message, errorFormat)),
    signal,
  };
}
