// One call, from request to answer: the only place that knows its order.
import { checkConfig, type ForgotPasswordClientConfig } from './client-config.ts';
import { resolveEndpoint } from './endpoint/resolve-endpoint.ts';
import { type ForgotPasswordError, RequestValidationError, type ResponseMetadata } from './errors.ts';
import type { ClientEvent } from './events.ts';
import { checkRequest, isResponse, target } from './operations/forgot-password.ts';
import type { Platform } from './platform/platform.ts';
import { decodeReply, requestIdOf } from './protocol/reply.ts';
import { buildRequest } from './protocol/request.ts';
import { textsIn } from './redact.ts';
import { backoffMs, retryHintMs } from './retry/backoff.ts';
import { retryQuota } from './retry/quota.ts';
import { isThrottling, mayRepeat } from './retry/verdict.ts';
import { computeSecretHash } from './secret-hash.ts';
import { startDeadline } from './transport/deadline.ts';
import type { Reply, TimedTransport, TransportRequest } from './transport/transport.ts';
import { userAgent } from './user-agent.ts';

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** The time for the whole call, in milliseconds. Default: the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type EventDetails = ClientEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, keyof ResponseMetadata>
    : never
  : never;

/** What all calls of one client share, bound together: the function that it returns makes a call. */
export function callerOf(config: ForgotPasswordClientConfig, platform: Platform, transport: TimedTransport) {
  const { clientId, clientSecret, maxAttempts = 3, delivery, requestTimeoutMs = 15_000, onEvent } = config;
  const { now } = platform;
  const quota = retryQuota();
  let url = config.region || config.endpointUrl ? resolveEndpoint(config) : '';

  const prepare = async (input: unknown): Promise<TransportRequest> => {
    const [members, issues] = checkRequest(input, clientId);
    if (issues.length) throw new RequestValidationError(issues);
    const { Username: username, ClientId, SecretHash } = members;
    if (clientSecret && !SecretHash) {
      members.SecretHash = await computeSecretHash({ username, clientId: ClientId, clientSecret });
    }
    url ||= resolveEndpoint(config);
    return buildRequest(target, members, {
      [platform.userAgentHeader]: userAgent(platform.runtime, config.appId),
    });
  };

  return async (input: unknown, options: CallOptions = {}) => {
    const startedAt = now();
    const $metadata: Mutable<ResponseMetadata> = { attempts: 0, totalRetryDelay: 0 };
    let outcome: 'accepted' | ForgotPasswordError['outcome'] = 'not-sent';
    let failure: ForgotPasswordError | undefined;
    let reply: Reply | undefined;
    let lastCost = 0;
    let mayHaveSent = false;

    const emit = (event: EventDetails): void => {
      try {
        onEvent?.({ ...$metadata, ...event } as ClientEvent);
      } catch {
        // A listener must not change what becomes of a call.
      }
    };

    try {
      const { signal } = options;
      const { timeoutMs = config.timeoutMs ?? 60_000 } = checkConfig({ timeoutMs: options.timeoutMs });
      const remainingMs = (): number => startedAt + timeoutMs - now();
      if (signal?.aborted) throw signal.reason;
      const request = await prepare(input);
      for (;;) {
        $metadata.attempts++;
        emit({ type: 'attempt-started', endpoint: url });
        try {
          reply = undefined;
          const limitMs = Math.min(requestTimeoutMs, remainingMs());
          const { maxResponseBytes = 262_144 } = config;
          reply = await transport.send(url, request, limitMs, signal, maxResponseBytes, () => {
            outcome = 'unknown';
          });
          $metadata.httpStatusCode = reply.status;
          $metadata.requestId = requestIdOf(reply.headers);
          emit({ type: 'response-received' });
          const members = decodeReply(reply, isResponse, () => [...textsIn(request.body), clientSecret ?? '']);
          outcome = 'accepted';
          quota.succeed(lastCost);
          return { ...members, $metadata };
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          failure = Object.assign(error as ForgotPasswordError, { $metadata });
        }
        const isRepeatable = mayRepeat(failure, delivery);
        mayHaveSent ||= failure.outcome === 'unknown';
        // What an earlier attempt may have done, a later one does not undo.
        if (mayHaveSent) Object.assign(failure, { outcome: 'unknown' });
        outcome = failure.outcome;
        const { name } = failure;
        const isThrottled = isThrottling(reply?.status, name);
        const hintMs = reply ? retryHintMs(reply.headers, Date.now()) : 0;
        const delayMs = backoffMs($metadata.attempts - 1, isThrottled, platform.random(), hintMs);
        // A wait that leaves no time for an attempt would only delay the error.
        const isAllowed = isRepeatable && $metadata.attempts < maxAttempts && delayMs < remainingMs();
        lastCost = isAllowed ? quota.take(isThrottled) : 0;
        if (!lastCost) throw failure;
        emit({ type: 'retry-scheduled', delayMs, errorName: name });
        await new Promise<void>((resolve, reject) => {
          startDeadline(delayMs, signal, resolve, reject);
        });
        $metadata.totalRetryDelay += delayMs;
      }
    } catch (error) {
      failure = error as ForgotPasswordError;
      throw error;
    } finally {
      emit({ type: 'call-finished', outcome, errorName: failure?.name, durationMs: now() - startedAt });
    }
  };
}
