// One call, from request to answer: the only place that knows its order.
import type { CheckedConfig } from './client-config.ts';
import { resolveEndpoint } from './endpoint/resolve-endpoint.ts';
import {
  type ForgotPasswordError,
  isForgotPasswordError,
  RequestValidationError,
  ResponseError,
  type ResponseMetadata,
} from './errors.ts';
import type { ClientEvent } from './events.ts';
import { checkRequest, isResponse, target } from './operations/forgot-password.ts';
import type { Platform } from './platform/platform.ts';
import { decodeReply, requestIdOf } from './protocol/reply.ts';
import { buildRequest } from './protocol/request.ts';
import { backoffMs, retryHintMs } from './retry/backoff.ts';
import { retryQuota } from './retry/quota.ts';
import { isThrottling, mayRepeat } from './retry/verdict.ts';
import { computeSecretHash } from './secret-hash.ts';
import { startDeadline } from './transport/deadline.ts';
import type { TimedTransport, TransportRequest, TransportResponse } from './transport/transport.ts';
import { userAgent } from './user-agent.ts';

/** Makes a call: takes what the caller gave, and returns the reply's members with `$metadata`. */
export type Caller = (
  input: unknown,
  signal: AbortSignal | undefined,
  timeoutMs: number,
) => Promise<{ readonly $metadata: ResponseMetadata }>;

type EventDetails = ClientEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, keyof ResponseMetadata>
    : never
  : never;

/** Every text in a body that we made ourselves. */
function textsIn(body: string): string[] {
  const texts: string[] = [];
  JSON.parse(body, (_name, value) => {
    if (typeof value === 'string') texts.push(value);
  });
  return texts;
}

/** What all calls of one client share, bound together. */
export function callerOf(config: CheckedConfig, platform: Platform, transport: TimedTransport): Caller {
  const { clientId, clientSecret } = config;
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
    const agent = userAgent(platform.userAgent(), config.appId);
    return buildRequest(target, members, { [platform.userAgentHeader]: agent });
  };

  return async (input, signal, timeoutMs) => {
    const startedAt = now();
    const remainingMs = (): number => startedAt + timeoutMs - now();
    const $metadata: { -readonly [Key in keyof ResponseMetadata]: ResponseMetadata[Key] } = {
      attempts: 0,
      totalRetryDelay: 0,
    };
    let outcome: 'accepted' | ForgotPasswordError['outcome'] = 'not-sent';
    let reply: TransportResponse | undefined;

    const emit = (event: EventDetails): void => {
      try {
        config.onEvent({ ...$metadata, ...event } as ClientEvent);
      } catch {
        // A listener must not change what becomes of a call.
      }
    };

    const attempt = async (request: TransportRequest): Promise<object> => {
      $metadata.attempts++;
      reply = undefined;
      // Until it has ended, an attempt may have been heard.
      outcome = 'unknown';
      emit({ type: 'attempt-started', endpoint: url });
      const limitMs = Math.min(config.requestTimeoutMs, remainingMs());
      reply = await transport.send(url, request, limitMs, signal, config.maxResponseBytes);
      $metadata.httpStatusCode = reply.status;
      $metadata.requestId = requestIdOf(reply.headers);
      emit({ type: 'response-received' });
      const members = decodeReply(reply, () => [...textsIn(request.body), clientSecret]);
      if (!isResponse(members)) throw new ResponseError('INVALID', 'The reply breaks its schema');
      return members;
    };

    /** Waits until the request may be repeated; throws the error when it may not. */
    const retry = async (error: ForgotPasswordError): Promise<number> => {
      const isThrottled = isThrottling(reply?.status, error.name);
      const hintMs = reply ? retryHintMs(reply.headers, Date.now()) : 0;
      const delayMs = backoffMs($metadata.attempts - 1, isThrottled, platform.random(), hintMs);
      const isAllowed =
        mayRepeat(error, config.delivery) &&
        $metadata.attempts < config.maxAttempts &&
        // A wait that leaves no time for an attempt would only delay the error.
        delayMs < remainingMs();
      const cost = isAllowed && quota.take(isThrottled);
      if (!cost) throw error;
      emit({ type: 'retry-scheduled', delayMs, errorName: error.name });
      await new Promise<void>((resolve, reject) => {
        startDeadline(delayMs, signal, resolve, reject);
      });
      $metadata.totalRetryDelay += delayMs;
      return cost;
    };

    let errorName: string | undefined;
    try {
      if (signal?.aborted) throw signal.reason;
      const request = await prepare(input);
      for (let lastCost = 0; ; ) {
        try {
          const members = await attempt(request);
          outcome = 'accepted';
          quota.succeed(lastCost);
          return { ...members, $metadata };
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          if (!isForgotPasswordError(error)) throw error;
          outcome = error.outcome;
          Object.assign(error, { $metadata });
          lastCost = await retry(error);
        }
      }
    } catch (error) {
      errorName = isForgotPasswordError(error) ? error.name : 'AbortError';
      throw error;
    } finally {
      emit({ type: 'call-finished', outcome, errorName, durationMs: now() - startedAt });
    }
  };
}
