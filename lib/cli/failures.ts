// The failures that only the command line knows. They look like the library's errors: `code`, `outcome`, no secrets.
import type { Outcome } from '../node.ts';

/** The command line cannot be understood. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'ERR_USAGE';
  readonly outcome = 'not-sent';
}

const INTERRUPTED: Readonly<Record<Outcome, string>> = {
  'not-sent': 'Nothing was sent',
  rejected: 'No code was sent',
  unknown: 'A code may have been sent',
};

/** Ctrl-C ended the run. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code = 'ERR_INTERRUPTED';
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(`Interrupted. ${INTERRUPTED[outcome]}`);
    this.outcome = outcome;
  }
}

/** The service accepted the request, but its answer could not be written: a full disk, say. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly code = 'ERR_OUTPUT';
  readonly outcome = 'accepted';

  constructor(cause: unknown) {
    const { code = 'unknown error' } = Object(cause) as { code?: unknown };
    super(`The request was accepted, but its answer could not be written: ${code}`, { cause });
  }
}
