import { ConfigurationError, RequestValidationError, ServiceError, StoppedError } from '../node.ts';
import { ClosedOutputError, InputError, InterruptedError, RecordsError, UsageError } from './failures.ts';

/** What the process ends with. */
export const ExitCode = {
  /** The service accepted the request, or all of them. */
  ok: 0,
  /** The service rejected it: no code went out. Or at least one of the records failed in this run. */
  rejected: 1,
  /** Wrong usage, or an invalid request. */
  usage: 2,
  /** The client cannot work as it is set up. */
  configuration: 3,
  /** The request or its answer did not come through, or it is not known what became of it. */
  unknown: 4,
  /** Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  interrupted: 130,
  /** Standard output was closed before the end: 128 and the number of SIGPIPE. */
  closed: 141,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const usageErrors = [UsageError, InputError, RequestValidationError];

/** The exit code of a run that ends with an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ClosedOutputError) return ExitCode.closed;
  if (error instanceof InterruptedError) return ExitCode.interrupted;
  if (usageErrors.some((type) => error instanceof type)) return ExitCode.usage;
  if (error instanceof ConfigurationError) return ExitCode.configuration;
  if (error instanceof RecordsError) return ExitCode.rejected;
  if (error instanceof StoppedError && error.code === 'ERR_STOPPED_FAILURES') return exitCodeOf(error.cause);
  if (error instanceof StoppedError) return error.cause ? ExitCode.configuration : ExitCode.rejected;
  // A server's fault is no rejection: a code may have gone out.
  if (error instanceof ServiceError && error.outcome === 'rejected') return ExitCode.rejected;
  return ExitCode.unknown;
}
