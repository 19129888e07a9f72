// PowerShell's ShouldProcess: WhatIf beats Force, Force beats Confirm, and without Confirm nothing is asked.

import { ConfigurationError } from '../errors/errors.ts';
import type { OperationName } from '../operations/operation.ts';
import { abortReason, throwIfAborted } from '../util/abort.ts';
import { CONFIRM_ANSWERS, type ConfirmAnswer } from './confirm.ts';
import type { CmdletMessage, Parameters } from './parameters.ts';

/** Decides whether a record is sent. */
export type Approval = (parameters: Parameters) => boolean | Promise<boolean>;

/** What a question is answered with, unless the caller aborts before. */
async function answerOf(
  asked: ConfirmAnswer | Promise<ConfirmAnswer>,
  signal?: AbortSignal | null,
): Promise<ConfirmAnswer> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = (): void => reject(signal && abortReason(signal));
    signal?.addEventListener('abort', abort);
    // The one who was asked may have aborted.
    if (signal?.aborted) abort();
    stop = () => signal?.removeEventListener('abort', abort);
  });
  try {
    return await Promise.race([asked, aborted]);
  } finally {
    stop();
  }
}

/** Tells a message; a listener that fails, now or later, changes nothing. */
export async function tell({ onMessage }: Parameters, message: CmdletMessage): Promise<void> {
  try {
    await onMessage?.(message);
  } catch {}
}

/**
 * Decides for the records of one call, and remembers the answers to all. When `signal` aborts, no question is asked any
 * more, and no answer is waited for: the approval rejects with the signal's own reason. Default: the call's own signal.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when there is nobody to ask, or the answer is none.
 */
export function approvalOf(
  call: Parameters,
  operation: OperationName = 'ForgotPassword',
  signal: AbortSignal | null | undefined = call.signal,
): Approval {
  const { confirm } = call;
  let forAll: boolean | undefined;
  let asking: Promise<unknown> = Promise.resolve();

  const ask = async (target: string, text: string): Promise<boolean> => {
    if (forAll !== undefined) return forAll;
    if (!confirm) throw new ConfigurationError('Confirm needs the parameter confirm: a function that asks the user');
    throwIfAborted(signal);
    const answer = await answerOf(confirm({ operation, target, text }), signal);
    if (!CONFIRM_ANSWERS.includes(answer)) {
      throw new ConfigurationError(`confirm must answer with one of ${CONFIRM_ANSWERS.join(', ')}`);
    }
    const isYes = answer.startsWith('yes');
    if (answer.endsWith('-to-all')) forAll = isYes;
    return isYes;
  };

  return ({ Username, WhatIf, Force, Confirm }) => {
    if (!WhatIf && (Force || !Confirm)) return true;
    const target = `${Username}`;
    const text = `Performing the operation "${operation}" on target "${target}".`;
    if (WhatIf) {
      void tell(call, { type: 'what-if', text: `What if: ${text}` });
      return false;
    }
    // One question at a time, also where records are worked on side by side.
    const answered = asking.then(() => ask(target, text));
    asking = answered.catch(() => {});
    return answered;
  };
}
