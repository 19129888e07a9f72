// One call, from request to answer: the same for every operation, on every platform, and for batches.
import type { Outcome } from '../errors/codes.ts';
import { type AnyForgotPasswordError, isForgotPasswordError } from '../errors/errors.ts';
import { isThrottlingName } from '../errors/names.ts';
import { type AttemptFailure, failureErrorOf } from '../errors/transport-errors.ts';
import { type Members, type Operation, prepareRequest, secretsOf } from '../operations/operation.ts';
import { decodeReply, encodeRequest, type Reply, requestIdOf } from '../protocol/json11.ts';
import { Redactor } from '../protocol/redact.ts';
import {
  DEFAULT_MAX_ATTEMPTS,
  DEFAULT_MAX_RESPONSE_BYTES,
  DEFAULT_REQUEST_TIMEOUT_MS,
  DEFAULT_TIMEOUT_MS,
} from '../schema/generated/options.ts';
import { throwIfAborted } from '../util/abort.ts';
import { wait } from '../util/deadline.ts';
import { backoffMs, requestedWaitMs } from './backoff.ts';
import { CallRecord } from './call-record.ts';
import type { Answer, ClientState } from './client-state.ts';
import { type CallOptions, checkedCallOptions } from './config.ts';
import { decide } from './decide.ts';
import type { Route } from './platform.ts';
import type { CallPolicy } from './policy.ts';

/** What follows a failed attempt. */
interface NextStep {
  readonly isRepeated: boolean;
  /** The wait before the next attempt, in milliseconds. */
  readonly delayMs: number;
  readonly isThrottled: boolean;
  /** Whether the policy of a batch allowed the retry: it does not count, and costs nothing. */
  readonly isByPolicy: boolean | undefined;
}

// Without a prototype, from which something else could be read.
const NO_OPTIONS: CallOptions = Object.create(null);

const NOT_REPEATED: NextStep = { isRepeated: false, delayMs: 0, isThrottled: false, isByPolicy: false };

/** Makes one call. */
export function makeCall(
  client: ClientState,
  operation: Operation,
  input: unknown,
  options: CallOptions | undefined,
  policy: CallPolicy | undefined,
): Promise<Answer> {
  const record = new CallRecord(client, operation.name, policy?.index);
  return record.trace(() => new Call(client, operation, policy, record).run(input, options));
}

/** One call: from a request to its answer, by as many attempts as are safe. */
class Call {
  readonly #client: ClientState;
  readonly #operation: Operation;
  readonly #policy: CallPolicy | undefined;
  readonly #record: CallRecord;
  #options = NO_OPTIONS;
  /** What the call may have done before its last attempt. */
  #outcomeBefore: Outcome = 'not-sent';
  /** The attempts that count against `maxAttempts`: not those that a policy repeats by itself. */
  #countedAttempts = 0;
  #lastRetryCost = 0;
  #next = NOT_REPEATED;

  constructor(client: ClientState, operation: Operation, policy: CallPolicy | undefined, record: CallRecord) {
    this.#client = client;
    this.#operation = operation;
    this.#policy = policy;
    this.#record = record;
  }

  /** Makes the call, and tells of its end. */
  async run(input: unknown, options: CallOptions | undefined): Promise<Answer> {
    if (options !== undefined) this.#options = checkedCallOptions(options);
    this.#record.onEvent = this.#options.onEvent;
    const { inFlight } = this.#client;
    inFlight.begin();
    try {
      const response = await this.#untilAnswered(input);
      inFlight.end();
      this.#record.finish(input, { response });
      return response;
    } catch (error) {
      inFlight.end();
      this.#record.finish(input, { error });
      throw error;
    }
  }

  async #untilAnswered(input: unknown): Promise<Answer> {
    const policy = this.#policy;
    const { config, link, hmac, quota } = this.#client;
    const { signal } = this.#options;
    throwIfAborted(signal);
    const members = prepareRequest(this.#operation, input, config.clientId);
    // At once, so that closing the client frees what the calls begun before it open.
    const route = link.opened ?? (await link.open((event) => this.#record.emit(event), this.#remainingMs(), signal));
    throwIfAborted(signal);
    if (hmac && !Object.hasOwn(members, 'SecretHash')) {
      members.SecretHash = await hmac(members.Username + members.ClientId);
    }
    for (;;) {
      if (policy) await policy.beforeAttempt();
      const end = await this.#record.trace(() => this.#attempt(route, members), route);
      if (isForgotPasswordError(end)) {
        await this.#beforeRetry(end);
        continue;
      }
      this.#record.outcome = 'accepted';
      quota.refund(this.#lastRetryCost);
      if (policy) await policy.afterAttempt({ outcome: this.#record.outcome, isThrottled: false });
      return end;
    }
  }

  /** Sends the request once. An error is returned, not thrown, so that a tracer sees the attempt end before the wait. */
  async #attempt(route: Route, members: Members): Promise<Answer | AnyForgotPasswordError> {
    const { url, host, send, headers } = route;
    const {
      clientSecret,
      requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS,
      maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES,
    } = this.#client.config;
    const redactor = new Redactor(() => secretsOf(members, clientSecret));
    const fail = (failure: AttemptFailure): AnyForgotPasswordError =>
      this.#judge(failureErrorOf(failure, host, redactor), route);
    this.#begin(url);
    const end = await send(url, encodeRequest(this.#operation.name, members, headers), {
      requestTimeoutMs,
      remainingMs: () => this.#remainingMs(),
      signal: this.#options.signal,
      maxResponseBytes,
      onSend: () => {
        this.#record.outcome = 'unknown';
      },
    });
    if (!('status' in end)) return fail(end);
    let response: ReturnType<typeof decodeReply>;
    let requestedMs = 0;
    try {
      response = this.#read(end, host, redactor);
      if (isForgotPasswordError(response)) requestedMs = requestedWaitMs(end.headers, Date.now());
    } catch (cause) {
      // What a custom transport brings may be no reply at all.
      return fail({ phase: 'response', cause });
    }
    if (isForgotPasswordError(response)) return this.#judge(response, route, end.status, requestedMs);
    return Object.assign(response, { $metadata: this.#record.metadata });
  }

  /** Takes note of an attempt that begins. */
  #begin(endpoint: string): void {
    this.#record.metadata.attempts += 1;
    this.#countedAttempts += 1;
    this.#outcomeBefore = this.#record.outcome as Outcome;
    this.#record.emit({ type: 'attempt-started', endpoint });
    // The listener may have been the one to abort.
    throwIfAborted(this.#options.signal);
  }

  #read(reply: Reply, host: string, redactor: Redactor): ReturnType<typeof decodeReply> {
    this.#record.metadata.httpStatusCode = reply.status;
    this.#record.metadata.requestId = requestIdOf(reply, redactor);
    this.#record.emit({ type: 'response-received' });
    return decodeReply(reply, this.#operation.response, host, redactor);
  }

  /** Decides what follows from the error of an attempt, and completes it with what is known of the call. */
  #judge(
    error: AnyForgotPasswordError,
    { maxAttempts = DEFAULT_MAX_ATTEMPTS }: Route,
    status?: number,
    requestedMs = 0,
  ): AnyForgotPasswordError {
    const { ambiguousErrors, unknownHint } = this.#operation;
    const { config, platform, quota } = this.#client;
    const isThrottled = isThrottlingName(error.name);
    const isByPolicy = this.#policy?.allowsRetry({ error, isThrottled }, requestedMs);
    if (isByPolicy) this.#countedAttempts -= 1;
    const delayMs = isByPolicy
      ? requestedMs
      : backoffMs(this.#countedAttempts, isThrottled, requestedMs, platform.random());
    // A wait that leaves no time for an attempt would only delay the error; a timer may fire a millisecond early.
    const hasTimeAndQuota = isByPolicy || (delayMs + 1 < this.#remainingMs() && quota.affords(isThrottled));
    const hasAttempts = isByPolicy ?? this.#countedAttempts < maxAttempts;
    const { isRepeated, ...known } = decide(error, status, {
      outcomeBefore: this.#outcomeBefore,
      ambiguousErrors,
      delivery: config.delivery,
      hasRoom: hasAttempts && hasTimeAndQuota && !this.#options.signal?.aborted,
    });
    this.#record.outcome = known.outcome;
    this.#next = { isRepeated, delayMs, isThrottled, isByPolicy };
    const hint = [error.hint, known.outcome === 'unknown' && unknownHint].filter(Boolean).join(' ');
    return Object.assign(error, known, { $metadata: this.#record.metadata }, hint && { hint });
  }

  /** Waits until the request may be sent again; throws the error of the last attempt when it must not be. */
  async #beforeRetry(error: AnyForgotPasswordError): Promise<void> {
    const policy = this.#policy;
    const { platform, quota } = this.#client;
    const { signal } = this.#options;
    const { isRepeated, delayMs, isThrottled, isByPolicy } = this.#next;
    const { outcome } = error;
    if (policy) await policy.afterAttempt({ outcome, error, isThrottled });
    throwIfAborted(signal);
    if (!isRepeated) throw error;
    this.#lastRetryCost = isByPolicy ? 0 : quota.take(isThrottled);
    this.#record.emit({ type: 'retry-scheduled', delayMs, errorName: error.name, outcome });
    const waitedFrom = platform.now();
    await (policy ? policy.wait(delayMs) : wait(delayMs, signal));
    throwIfAborted(signal);
    this.#record.metadata.totalRetryDelay += policy ? platform.now() - waitedFrom : delayMs;
    // The process may have stood still in the meantime.
    if (this.#remainingMs() <= 0) throw error;
  }

  /** What is left of the call's time; in a batch, whose waits are its own, the whole of it for each attempt. */
  #remainingMs(): number {
    const { timeoutMs = this.#client.config.timeoutMs ?? DEFAULT_TIMEOUT_MS } = this.#options;
    return this.#policy ? timeoutMs : timeoutMs - this.#record.elapsedMs();
  }
}
