// PowerShell's ShouldProcess: WhatIf beats Force, Force beats Confirm, and without Confirm nothing is asked.
import { ConfigurationError } from '../errors.ts';
import type { Parameters } from './parameters.ts';

/** A question of `Confirm`. */
export interface ConfirmQuestion {
  readonly operation: 'ForgotPassword';
  /** The user's name. */
  readonly target: string;
  /** The question in PowerShell's words. */
  readonly text: string;
}

const answers = ['yes', 'yes-to-all', 'no', 'no-to-all'] as const;

/** An answer to {@link ConfirmQuestion}. Those to all hold for the rest of a pipeline. */
export type ConfirmAnswer = (typeof answers)[number];

/** Asks a question, and brings the answer. */
export type Confirm = (question: ConfirmQuestion) => ConfirmAnswer | Promise<ConfirmAnswer>;

/** Decides whether a record is sent. */
export type Approval = (parameters: Parameters) => boolean | Promise<boolean>;

/**
 * Decides for the records of one call, and remembers the answers to all.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when there is nobody to ask, or the answer is none.
 */
export function approvalOf({ confirm, onMessage }: Parameters): Approval {
  let forAll: boolean | undefined;
  let asking: Promise<unknown> = Promise.resolve();

  const ask = async (target: string, text: string): Promise<boolean> => {
    if (forAll !== undefined) return forAll;
    if (!confirm) throw new ConfigurationError('OPTION', 'Confirm needs a callback confirm that asks');
    const answer = await confirm({ operation: 'ForgotPassword', target, text });
    if (!answers.includes(answer)) {
      throw new ConfigurationError('OPTION', `confirm must answer one of ${answers.join(', ')}`);
    }
    const isYes = answer.startsWith('yes');
    if (answer.endsWith('-to-all')) forAll = isYes;
    return isYes;
  };

  return ({ Username, WhatIf, Force, Confirm }) => {
    if (!WhatIf && (Force || !Confirm)) return true;
    const target = `${Username}`;
    const text = `Performing the operation "ForgotPassword" on target "${target}".`;
    if (WhatIf) {
      onMessage?.({ type: 'what-if', text: `What if: ${text}` });
      return false;
    }
    // One question at a time, also where records are worked on side by side.
    const answered = asking.then(() => ask(target, text));
    asking = answered.catch(() => {});
    return answered;
  };
}
