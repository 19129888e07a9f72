// One call, from request to answer: the same for every operation, on every platform, and for batches.
import type { Outcome, ResponseMetadata } from '../errors/codes.ts';
import { type AnyForgotPasswordError, isForgotPasswordError } from '../errors/errors.ts';
import { isThrottlingName } from '../errors/names.ts';
import { type AttemptFailure, failureErrorOf } from '../errors/transport-errors.ts';
import { type Operation, prepareRequest, secretsOf } from '../operations/operation.ts';
import { decodeReply, encodeRequest, type Reply, requestIdOf } from '../protocol/json11.ts';
import { redactorOf } from '../protocol/redact.ts';
import {
  DEFAULT_MAX_ATTEMPTS,
  DEFAULT_MAX_RESPONSE_BYTES,
  DEFAULT_REQUEST_TIMEOUT_MS,
  DEFAULT_TIMEOUT_MS,
} from '../schema/generated/options.ts';
import { throwIfAborted } from '../util/abort.ts';
import { wait } from '../util/deadline.ts';
import type { InFlight } from '../util/in-flight.ts';
import { safely } from '../util/safely.ts';
import { backoffMs, requestedWaitMs } from './backoff.ts';
import { type CallOptions, checkedCallOptions, type ForgotPasswordClientConfig } from './config.ts';
import { decide } from './decide.ts';
import type { CallIdentity, ClientEvent, EventDetails } from './events.ts';
import type { CallTracer, Link, Platform, Route } from './platform.ts';
import type { CallPolicy } from './policy.ts';
import type { RetryQuota } from './quota.ts';

/** What a call returns: the members of the reply, and what is known of the exchange. */
export interface Answer {
  readonly $metadata: ResponseMetadata;
}

/** What all calls of one client share. */
export interface ClientState {
  readonly config: ForgotPasswordClientConfig;
  readonly platform: Platform;
  readonly link: Link;
  readonly quota: RetryQuota;
  readonly inFlight: InFlight;
  /** Computes secret hashes; absent without a secret. */
  readonly hmac: ReturnType<Platform['hmac']> | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

// Without a prototype, from which something else could be read.
const NO_OPTIONS: CallOptions = Object.create(null);

const untraced: CallTracer = (run) => run();

let lastCallId = 0;

/** Makes one call. */
export async function makeCall(
  { config, platform, link, quota, hmac, inFlight }: ClientState,
  operation: Operation,
  input: unknown,
  options: CallOptions | undefined,
  policy: CallPolicy | undefined,
): Promise<Answer> {
  const {
    signal,
    timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    onEvent: tellCaller,
  } = options === undefined ? NO_OPTIONS : checkedCallOptions(options);
  const { now } = platform;
  const {
    onEvent,
    history,
    requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS,
    maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES,
  } = config;
  const startedAt = now();
  inFlight.begin();
  lastCallId += 1;
  const identity: CallIdentity = {
    operation: operation.name,
    callId: lastCallId,
    ...(policy && { index: policy.index }),
  };
  const metadata: Mutable<ResponseMetadata> = { attempts: 0, totalRetryDelay: 0 };
  // What is known of the call so far, and what was known before its last attempt.
  let outcome: 'accepted' | Outcome = 'not-sent';
  let outcomeBefore: Outcome = outcome;
  const traced = platform.trace?.(identity, () => ({ ...metadata, outcome })) ?? untraced;
  // Attempts that count against `maxAttempts`: those that a policy repeats by itself do not.
  let countedAttempts = 0;
  let lastRetryCost = 0;

  // Not in a batch, whose waits are its own.
  const remainingMs = (): number => (policy ? timeoutMs : startedAt + timeoutMs - now());

  const emit = (details: EventDetails): void => {
    for (const listener of [onEvent, tellCaller]) {
      if (listener) safely(() => listener({ ...identity, ...metadata, ...details } as ClientEvent));
    }
  };

  /** Waits until the request may be sent again; throws the error of the last attempt when it must not be. */
  let retry: () => Promise<void>;

  /** Decides what follows from the error of an attempt. */
  const judge = (
    error: AnyForgotPasswordError,
    maxAttempts = DEFAULT_MAX_ATTEMPTS,
    reply?: Reply,
  ): AnyForgotPasswordError => {
    const isThrottled = isThrottlingName(error.name);
    const requestedMs = requestedWaitMs(reply?.headers, Date.now());
    // A policy that allows a retry by itself has waits of its own, and does not count the attempt.
    const byPolicy = policy?.allowsRetry({ error, isThrottled }, requestedMs);
    if (byPolicy) countedAttempts -= 1;
    const delayMs = byPolicy ? requestedMs : backoffMs(countedAttempts, isThrottled, requestedMs, platform.random());
    // A wait that leaves no time for an attempt would only delay the error; a timer may fire a millisecond early.
    const hasTimeAndQuota = byPolicy || (delayMs + 1 < remainingMs() && quota.affords(isThrottled));
    const hasAttempts = byPolicy ?? countedAttempts < maxAttempts;
    const { ambiguousErrors } = operation;
    const hasRoom = hasAttempts && hasTimeAndQuota && !signal?.aborted;
    const { isRepeated, ...known } = decide(error, reply?.status, {
      outcomeBefore,
      ambiguousErrors,
      delivery: config.delivery,
      hasRoom,
    });
    outcome = known.outcome;
    const hint = [error.hint, outcome === 'unknown' && operation.unknownHint].filter(Boolean).join(' ');
    Object.assign(error, known, { $metadata: metadata }, hint && { hint });
    retry = async () => {
      if (policy) await policy.afterAttempt({ outcome: known.outcome, error, isThrottled });
      throwIfAborted(signal);
      if (!isRepeated) throw error;
      lastRetryCost = byPolicy ? 0 : quota.take(isThrottled);
      emit({ type: 'retry-scheduled', delayMs, errorName: error.name, outcome: known.outcome });
      const waitedFrom = now();
      await (policy ? policy.wait(delayMs) : wait(delayMs, signal));
      throwIfAborted(signal);
      metadata.totalRetryDelay += policy ? now() - waitedFrom : delayMs;
    };
    return error;
  };

  /** Sends the request once. */
  const attempt = async (route: Route, members: object): Promise<Answer | AnyForgotPasswordError> => {
    const { url, host, send, headers, maxAttempts } = route;
    const redactor = redactorOf(() => [config.clientSecret ?? '', ...secretsOf(members)]);
    const callMs = remainingMs();
    const limitName = callMs < requestTimeoutMs ? 'timeoutMs' : 'requestTimeoutMs';
    const failed = (end: AttemptFailure): AnyForgotPasswordError =>
      judge(failureErrorOf(end, host, limitName, redactor.holds), maxAttempts);
    metadata.attempts += 1;
    countedAttempts += 1;
    outcomeBefore = outcome as Outcome;
    emit({ type: 'attempt-started', endpoint: url });
    // The listener may have been the one to abort.
    throwIfAborted(signal);
    const end = await send(url, encodeRequest(operation.name, members, headers), {
      timeoutMs: Math.min(requestTimeoutMs, callMs),
      signal,
      maxResponseBytes,
      onSend() {
        outcome = 'unknown';
      },
    });
    if (!('status' in end)) return failed(end);
    let response: ReturnType<typeof decodeReply>;
    try {
      metadata.httpStatusCode = end.status;
      metadata.requestId = requestIdOf(end, redactor);
      emit({ type: 'response-received' });
      response = decodeReply(end, operation.response, host, redactor);
    } catch (cause) {
      // What a custom transport brings may be no reply at all.
      return failed({ phase: 'response', cause });
    }
    if (isForgotPasswordError(response)) return judge(response, maxAttempts, end);
    return Object.assign(response, { $metadata: metadata });
  };

  const untilAnswered = async (): Promise<Answer> => {
    throwIfAborted(signal);
    const members = prepareRequest(operation, input, config.clientId);
    // At once, so that closing the client frees what the calls begun before it open.
    const route = await link.route(emit, remainingMs(), signal);
    throwIfAborted(signal);
    if (hmac && !Object.hasOwn(members, 'SecretHash')) {
      members.SecretHash = await hmac(members.Username + members.ClientId);
    }
    for (;;) {
      if (policy) await policy.beforeAttempt();
      const end = await traced(() => attempt(route, members), route);
      if (isForgotPasswordError(end)) {
        await retry();
        continue;
      }
      outcome = 'accepted';
      quota.refund(lastRetryCost);
      if (policy) await policy.afterAttempt({ outcome, isThrottled: false });
      return end;
    }
  };

  const finish = (end: { readonly response?: Answer; readonly error?: unknown }): void => {
    inFlight.end();
    const durationMs = now() - startedAt;
    const errorName = (end.error as Error | undefined)?.name;
    emit({ type: 'call-finished', outcome, errorName, durationMs });
    if (history) {
      const call = { operation: operation.name, durationMs, attempts: metadata.attempts, request: input, ...end };
      safely(() => history.record(call));
    }
  };

  try {
    const response = await traced(untilAnswered);
    finish({ response });
    return response;
  } catch (error) {
    finish({ error });
    throw error;
  }
}
