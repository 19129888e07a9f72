import type { ResponseMetadata } from '../errors/codes.ts';
import type { OperationName } from '../operations/operation.ts';

/** One call that has ended, as the client hands it to a {@link CallRecorder}. */
export interface FinishedCall {
  readonly operation: OperationName;
  /** The time since the call began, in milliseconds. */
  readonly durationMs: number;
  readonly attempts: number;
  /** The request as it was given. Holds secrets. */
  readonly request: unknown;
  /** What the call returned; absent when it failed. */
  readonly response?: { readonly $metadata: ResponseMetadata } | undefined;
  /** What the call rejected with: an error of this package, or the reason of the caller's signal. */
  readonly error?: unknown;
}

/** Takes note of calls; a `CallHistory` is one. */
export interface CallRecorder {
  /** Takes one call; what it throws is ignored. */
  record(call: FinishedCall): void;
}
