// One call, from request to answer: the same for every operation, on every platform, and for batches.
import type { Outcome, ResponseMetadata } from '../errors/codes.ts';
import { type AnyForgotPasswordError, isForgotPasswordError, ServiceError, TransportError } from '../errors/errors.ts';
import { type AttemptFailure, failureErrorOf } from '../errors/transport-errors.ts';
import { checkResponse, type Operation, prepareRequest, secretsOf } from '../operations/operation.ts';
import { decodeReply, encodeRequest, requestIdOf } from '../protocol/json11.ts';
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
import { type AttemptFacts, decide, isThrottled } from './decide.ts';
import type { ClientEvent, EventDetails } from './events.ts';
import type { Link, Platform, Route } from './platform.ts';
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

/** An attempt that failed. */
interface FailedAttempt {
  readonly error: AnyForgotPasswordError;
  readonly facts: AttemptFacts;
  /** How long the service asks to wait, in milliseconds. */
  readonly requestedMs: number;
}

// Failures that the same request would meet again.
const PERMANENT = /CONFIGURATION|REDIRECT|TOO_LARGE|PROXY|TLS/;

// Without a prototype, from which something else could be read.
const NO_OPTIONS: CallOptions = Object.create(null);

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
  const { onEvent, history, requestTimeoutMs, maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES } = config;
  const startedAt = now();
  inFlight.begin();
  lastCallId += 1;
  const ownIdentity = { operation: operation.name, callId: lastCallId };
  const identity = policy ? { ...ownIdentity, index: policy.index } : ownIdentity;
  const metadata: Mutable<ResponseMetadata> = { attempts: 0, totalRetryDelay: 0 };
  // What is known of the call so far, and what was known before its last attempt.
  let outcome: 'accepted' | Outcome = 'not-sent';
  let outcomeBefore: Outcome = outcome;
  // Attempts that count against `maxAttempts`: those that a policy repeats by itself do not.
  let countedAttempts = 0;
  let lastRetryCost = 0;

  // Not in a batch, whose waits are its own.
  const remainingMs = (): number => (policy ? timeoutMs : startedAt + timeoutMs - now());

  const tell = (listener: typeof onEvent, details: EventDetails): void => {
    if (listener) safely(() => listener({ ...identity, ...metadata, ...details } as ClientEvent));
  };
  const emit = (details: EventDetails): void => {
    tell(onEvent, details);
    tell(tellCaller, details);
  };

  /** Sends the request once: brings an answer, or how the attempt failed. */
  const attempt = async (route: Route, members: object): Promise<Answer | FailedAttempt> => {
    const { url, host, send, headers } = route;
    const redactor = redactorOf(() => [config.clientSecret ?? '', ...secretsOf(members)]);
    const attemptMs = requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS;
    const callMs = remainingMs();
    const limitName = callMs < attemptMs ? 'timeoutMs' : 'requestTimeoutMs';
    const failed = (failure: AttemptFailure): FailedAttempt => {
      const [error, phase] = failureErrorOf(failure, host, limitName, redactor.holds);
      return { error, requestedMs: 0, facts: { phase, isPermanent: PERMANENT.test(error.code) } };
    };
    metadata.attempts += 1;
    countedAttempts += 1;
    outcomeBefore = outcome as Outcome;
    emit({ type: 'attempt-started', endpoint: url });
    // The listener may have been the one to abort.
    throwIfAborted(signal);
    const end = await send(url, encodeRequest(operation.name, members, headers), {
      timeoutMs: Math.min(attemptMs, callMs),
      signal,
      maxResponseBytes,
      onSend() {
        outcome = 'unknown';
      },
    });
    if ('phase' in end) return failed(end);
    const { status } = end;
    try {
      metadata.httpStatusCode = status;
      metadata.requestId = requestIdOf(end, redactor);
      emit({ type: 'response-received' });
      const response = checkResponse(operation, decodeReply(end, host, redactor), host);
      return Object.assign(response, { $metadata: metadata });
    } catch (error) {
      // What a custom transport brings may be no reply at all.
      if (!isForgotPasswordError(error)) return failed({ phase: 'response', cause: error });
      const errorName = error instanceof ServiceError ? error.name : undefined;
      const facts = { phase: 'response', status, errorName, isPermanent: PERMANENT.test(error.code) } as const;
      return { error, facts, requestedMs: requestedWaitMs(end.headers, Date.now()) };
    }
  };

  /** Waits until the request may be sent again; throws the failure when it must not be. */
  const retry = async ({ error, facts, requestedMs }: FailedAttempt, maxAttempts: number): Promise<void> => {
    const throttled = isThrottled(facts);
    // A policy that allows a retry by itself has waits of its own, and does not count the attempt.
    const byPolicy = policy?.allowsRetry({ error, isThrottled: throttled }, requestedMs);
    if (byPolicy) countedAttempts -= 1;
    const delayMs = byPolicy ? requestedMs : backoffMs(countedAttempts, throttled, requestedMs, platform.random());
    const decision = decide(facts, {
      outcomeBefore,
      ambiguousErrors: operation.ambiguousErrors,
      isAborted: signal?.aborted === true,
      delivery: config.delivery,
      hasAttemptsLeft: byPolicy ?? countedAttempts < maxAttempts,
      // A wait that leaves no time for an attempt would only delay the error; a timer may fire a millisecond early.
      hasTimeLeft: byPolicy || delayMs + 1 < remainingMs(),
      hasQuotaLeft: byPolicy || quota.affords(throttled),
    });
    outcome = decision.outcome;
    const hints = [error.hint, outcome === 'unknown' && operation.unknownHint].filter(Boolean);
    Object.assign(error, { outcome, retryable: decision.retryable, $metadata: metadata });
    if (hints[0]) Object.assign(error, { hint: hints.join(' ') });
    if (policy) await policy.afterAttempt({ outcome, error, isThrottled: throttled });
    throwIfAborted(signal);
    if (!decision.isRepeated) throw error;
    lastRetryCost = byPolicy ? 0 : quota.take(throttled);
    emit({ type: 'retry-scheduled', delayMs, errorName: error.name, outcome: decision.outcome });
    const waitedFrom = now();
    await (policy ? policy.wait(delayMs) : wait(delayMs, signal));
    throwIfAborted(signal);
    metadata.totalRetryDelay += policy ? now() - waitedFrom : delayMs;
  };

  const untilAnswered = async (): Promise<Answer> => {
    throwIfAborted(signal);
    const members = prepareRequest(operation, input, config.clientId);
    // At once, so that closing the client frees what the calls begun before it open.
    const found = link.route(emit, remainingMs(), signal);
    const route = found instanceof Promise ? await found : found;
    throwIfAborted(signal);
    if (!route) {
      const message = `The client was not set up within ${timeoutMs} ms. Raise timeoutMs if it needs longer.`;
      throw new TransportError(message, { phase: 'connect', code: 'ERR_TRANSPORT_TIMEOUT' });
    }
    if (hmac && !Object.hasOwn(members, 'SecretHash')) {
      members.SecretHash = await hmac(members.Username + members.ClientId);
    }
    for (;;) {
      if (policy) await policy.beforeAttempt();
      const result = await attempt(route, members);
      if ('error' in result) await retry(result, route.maxAttempts ?? DEFAULT_MAX_ATTEMPTS);
      else {
        outcome = 'accepted';
        quota.refund(lastRetryCost);
        if (policy) await policy.afterAttempt({ outcome, isThrottled: false });
        return result;
      }
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
    const response = await untilAnswered();
    finish({ response });
    return response;
  } catch (error) {
    finish({ error });
    throw error;
  }
}
