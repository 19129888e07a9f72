// What an application gives as `confirm`, and what it is asked.
import type { OperationName } from '../operations/operation.ts';

/** A question of `Confirm`. */
export interface ConfirmQuestion {
  readonly operation: OperationName;
  /** The user's name. */
  readonly target: string;
  /** The question in PowerShell's words. */
  readonly text: string;
}

/** The answers to {@link ConfirmQuestion}. Those to all hold for the rest of a pipeline. */
export const CONFIRM_ANSWERS = ['yes', 'yes-to-all', 'no', 'no-to-all'] as const;

/** An answer to {@link ConfirmQuestion}. Those to all hold for the rest of a pipeline. */
export type ConfirmAnswer = (typeof CONFIRM_ANSWERS)[number];

/** Asks a question, and brings the answer. */
export type Confirm = (question: ConfirmQuestion) => ConfirmAnswer | Promise<ConfirmAnswer>;
