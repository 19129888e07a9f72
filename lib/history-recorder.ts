import type { ForgotPasswordError, ResponseMetadata } from './errors.ts';

/** One call that has ended, as the client hands it to a {@link CallRecorder}. */
export interface RecordedCall {
  readonly operation: 'ForgotPassword';
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly attempts: number;
  /** The request as it was given. Holds secrets. */
  readonly request: unknown;
  /** What the call returned; absent when it failed. */
  readonly response?: { readonly $metadata: ResponseMetadata } | undefined;
  /** What the call rejected with: an error of this package, or the reason of the caller's signal. */
  readonly error?: ForgotPasswordError | unknown;
}

/** Takes note of calls; a `CallHistory` is one. */
export interface CallRecorder {
  record(call: RecordedCall): void;
}
