import type { CallRecorder, FinishedCall } from '../client/history.ts';
import type { ResponseMetadata } from '../errors/codes.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { isSecretMember, type OperationName } from '../operations/operation.ts';
import { isObject } from '../util/is-object.ts';

/** Options of a {@link CallHistory}. */
export interface CallHistoryOptions {
  /** How many calls to keep, from 1 to 2,147,483,647. Default: 5. */
  readonly length?: number | undefined;
  /** Keep requests as well. Default: `false`. */
  readonly recordRequests?: boolean | undefined;
  /**
   * Keep the values of secret members of the requests: all but ClientId and AnalyticsMetadata. Default: `false`, and they read `[redacted]`.
   */
  readonly includeSensitiveData?: boolean | undefined;
}

/** One call that has ended. */
export interface RecordedCall {
  readonly operation: OperationName;
  readonly start: Date;
  readonly end: Date;
  readonly attempts: number;
  /** What the call returned; absent when it failed. */
  readonly response?: { readonly $metadata: ResponseMetadata } | undefined;
  /** What the call rejected with: an error of this package, or the reason of the caller's signal. */
  readonly error?: unknown;
  /** Only where the history records requests. */
  readonly request?: unknown;
}

// An ID; whatever else stands in a public member was not meant for it.
const isId = (value: unknown): boolean => typeof value === 'string' && /^[\w+.:/-]{1,128}$/.test(value);

function withoutSecrets(value: unknown, isPublic = false): unknown {
  if (value == null || (isPublic && isId(value))) return value;
  if (!isObject(value)) return '[redacted]';
  const entries = Object.entries(value).map(([name, member]) => [
    name,
    withoutSecrets(member, isPublic || !isSecretMember(name)),
  ]);
  return Object.fromEntries(entries);
}

/**
 * Keeps the last calls of the clients that it is given to, as `$AWSHistory` does in PowerShell.
 *
 * @example
 * const history = new CallHistory();
 * const client = new ForgotPasswordClient({ region: 'eu-west-1', history });
 * // after a call: history.last?.response, history.last?.error
 */
export class CallHistory implements CallRecorder {
  readonly #options: Required<{ [Name in keyof CallHistoryOptions]: NonNullable<CallHistoryOptions[Name]> }>;
  #calls: readonly RecordedCall[] = [];

  /** @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when an option is out of range. */
  constructor(options: CallHistoryOptions = {}) {
    const { length = 5, recordRequests = false, includeSensitiveData = false } = Object(options) as CallHistoryOptions;
    if ((length | 0) !== length || length < 1) {
      throw new ConfigurationError('length must be a whole number from 1 to 2147483647');
    }
    this.#options = { length, recordRequests, includeSensitiveData };
  }

  /** The calls, oldest first. */
  get calls(): readonly RecordedCall[] {
    return this.#calls;
  }

  /** The newest call. */
  get last(): RecordedCall | undefined {
    return this.#calls.at(-1);
  }

  /** Forgets all calls. */
  clear(): void {
    this.#calls = [];
  }

  /** Takes note of a call; for clients. */
  record({ durationMs, request, ...call }: FinishedCall): void {
    const { length, recordRequests, includeSensitiveData } = this.#options;
    const end = new Date();
    const recorded: RecordedCall = Object.freeze({
      start: new Date(end.getTime() - durationMs),
      end,
      ...call,
      ...(recordRequests && { request: includeSensitiveData ? request : withoutSecrets(request) }),
    });
    this.#calls = [...this.#calls, recorded].slice(-length);
  }
}
