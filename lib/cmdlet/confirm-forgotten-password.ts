// The call of the cmdlet Confirm-CGIPForgotPassword, for one user.
import { type ConfirmForgotPasswordOutput, confirmForgotPassword } from '../operations/confirm-forgot-password.ts';
import { settingsOf } from './caller-pool.ts';
import { type Parameters, requestOf } from './parameters.ts';
import type { CmdletPlatform } from './platform.ts';

/** What a confirmation needs beside the parameters of all cmdlets. */
export interface Confirmation {
  /** The code that the user was sent. Never logged. */
  readonly ConfirmationCode: string;
  /** The new password. Never logged. */
  readonly Password: string;
}

/**
 * Sets a new password with a client of its own, which is closed afterwards.
 *
 * @throws everything that `confirmForgotPassword` of the client throws.
 */
export async function confirmForgottenPassword(
  { openCaller }: Pick<CmdletPlatform, 'openCaller'>,
  parameters: Parameters,
  confirmation: Confirmation,
): Promise<ConfirmForgotPasswordOutput> {
  const caller = openCaller(...settingsOf(parameters));
  try {
    const options = { signal: parameters.signal ?? undefined };
    return await caller.call(confirmForgotPassword, { ...requestOf(parameters), ...confirmation }, options);
  } finally {
    await caller.close();
  }
}
