// The failures that only the command line knows. They look like the library's errors: `code`, `outcome`, no secrets.

import type { ClientEvent, Outcome } from '../node.ts';
import { systemProblem } from './operator-hints.ts';

/** The command line cannot be understood, or not be followed. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'ERR_USAGE';
  readonly outcome = 'not-sent';
}

/** Standard input cannot be read. Says nothing of the records that were read before. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code = 'ERR_INPUT';

  constructor(cause: unknown) {
    super(`Standard input cannot be read: ${systemProblem(cause)}`, { cause });
  }
}

/** The operations that a command calls. */
export type OperationName = ClientEvent['operation'];

/** What is known of a request that has ended. */
export type Ending = Outcome | 'accepted';

const INTERRUPTED: Readonly<Record<OperationName, Readonly<Record<Ending, string>>>> = {
  ForgotPassword: {
    'not-sent': 'Nothing was sent',
    rejected: 'No code was sent',
    unknown: 'A code may have been sent',
    accepted: 'The request was accepted',
  },
  ConfirmForgotPassword: {
    'not-sent': 'Nothing was sent',
    rejected: 'The password was not changed',
    unknown: 'The password may have been changed: try to sign in with the new one',
    accepted: 'The password was changed',
  },
};

/** How one request ended. */
export interface RequestEnding {
  readonly outcome: Ending;
  /** What it failed with. */
  readonly failure?: string | undefined;
  /** Default: `ForgotPassword`. */
  readonly operation?: OperationName;
}

function interruptedSentence(ending: RequestEnding | { readonly sentence: string }): string {
  if ('sentence' in ending) return ending.sentence;
  const { operation = 'ForgotPassword', outcome } = ending;
  return INTERRUPTED[operation][outcome];
}

/** A signal, such as that of Ctrl-C, ended the run. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code = 'ERR_INTERRUPTED';
  readonly outcome: Ending | undefined;
  /** What a request that was waited for failed with. */
  readonly failure: string | undefined;

  /** @param ending - what became of one request, or a sentence about records, each of which has an outcome of its own. */
  constructor(ending: RequestEnding | { readonly sentence: string }) {
    super(`Interrupted. ${interruptedSentence(ending)}`);
    this.outcome = 'outcome' in ending ? ending.outcome : undefined;
    this.failure = 'outcome' in ending ? ending.failure : undefined;
  }
}

/** The requests ended, but what became of them could not be written: a full disk, say. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly code = 'ERR_OUTPUT';
  readonly outcome: Ending | undefined;

  constructor(cause: unknown, outcome: Ending | undefined, what = "A record's result") {
    const subject = outcome === 'accepted' ? 'The request was accepted, but its answer' : what;
    super(`${subject} could not be written: ${systemProblem(cause)}`, { cause });
    this.outcome = outcome;
  }
}

/** Some records failed; the result of each tells why. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError';
  readonly code = 'ERR_RECORDS';
}

/** Standard output was closed before everything was written to it. */
export class ClosedOutputError extends Error {
  override readonly name = 'ClosedOutputError';
  readonly code = 'ERR_OUTPUT_CLOSED';
  readonly outcome: Ending | undefined;

  /** @param sentence - what became of the run. */
  constructor(sentence: string, outcome?: Ending) {
    super(`Standard output was closed before the end. ${sentence}`);
    this.outcome = outcome;
  }
}
