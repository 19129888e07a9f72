// One call, from request to answer: the only place that knows its order.
import type { ForgotPasswordClientConfig } from './client-config.ts';
import { resolveEndpoint } from './endpoint/resolve-endpoint.ts';
import { type ForgotPasswordError, type Outcome, RequestValidationError, type ResponseMetadata } from './errors.ts';
import type { ClientEvent, SettingResolved } from './events.ts';
import type { ForgotPasswordRequest } from './generated/types.ts';
import type { FinishedCall } from './history-recorder.ts';
import { checkRequest, isResponse, target } from './operations/forgot-password.ts';
import type { Platform } from './platform/platform.ts';
import { decodeReply, requestIdOf } from './protocol/reply.ts';
import { buildRequest } from './protocol/request.ts';
import { textsIn } from './redact.ts';
import { backoffMs, retryHintMs } from './retry/backoff.ts';
import { retryQuota } from './retry/quota.ts';
import { isThrottling, mayRepeat } from './retry/verdict.ts';
import { computeSecretHash } from './secret-hash.ts';
import { startDeadline, within } from './transport/deadline.ts';
import { timeoutError, transportError } from './transport/failure.ts';
import { timed } from './transport/timed.ts';
import type { Reply, TimedTransport, TransportRequest } from './transport/transport.ts';
import { userAgent } from './user-agent.ts';

/** What a call returns: the members of the reply, and what is known of the exchange. */
export interface Answer {
  readonly $metadata: ResponseMetadata;
}

/** What ends a call early: the caller, or the time. */
export interface Limits {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type EventDetails = ClientEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, keyof ResponseMetadata>
    : never
  : never;

/** What stays the same from call to call, once a first call has opened it. */
interface Opened {
  readonly config: ForgotPasswordClientConfig;
  readonly url: string;
  readonly transport: TimedTransport;
}

/** What all calls of one client share, bound together: a function that makes a call, and one that frees connections. */
export function callerOf(given: ForgotPasswordClientConfig, platform: Platform) {
  const {
    clientId,
    clientSecret,
    delivery,
    requestTimeoutMs = 15_000,
    maxResponseBytes = 262_144,
    onEvent,
    history,
  } = given;
  const { now } = platform;
  const quota = retryQuota();
  let opening: Promise<Opened> | undefined;
  if (given.region || given.endpointUrl) resolveEndpoint(given);

  // Neither listener nor history must change what becomes of a call.
  const safely = async (tell: () => unknown): Promise<void> => {
    try {
      await tell();
    } catch {}
  };

  // A failure is not kept: what was missing may be there at the next call.
  const open = (onSetting: (event: SettingResolved) => void): Promise<Opened> => {
    const opened = openOnce(onSetting);
    opened.catch(() => {
      opening = undefined;
    });
    return opened;
  };

  const openOnce = async (onSetting: (event: SettingResolved) => void): Promise<Opened> => {
    const config = (await platform.fillIn?.(given, onSetting)) ?? given;
    const { transport } = config;
    return {
      config,
      url: resolveEndpoint(config),
      transport: transport ? timed(transport) : platform.openTransport(config),
    };
  };

  const prepare = async (input: unknown): Promise<ForgotPasswordRequest> => {
    const [members, issues] = checkRequest(input, clientId);
    if (issues.length) throw new RequestValidationError(issues);
    const { Username: username, ClientId, SecretHash } = members;
    if (!clientSecret || SecretHash) return members;
    return { ...members, SecretHash: await computeSecretHash({ username, clientId: ClientId, clientSecret }) };
  };

  const call = async (input: unknown, { signal, timeoutMs }: Limits) => {
    const startedAt = now();
    const remainingMs = (): number => startedAt + timeoutMs - now();
    const $metadata: Mutable<ResponseMetadata> = { attempts: 0, totalRetryDelay: 0 };
    let outcome: 'accepted' | Outcome = 'not-sent';
    let reply: Reply | undefined;
    let mayHaveSent = false;
    let lastCost = 0;

    const emit = (event: EventDetails): Promise<void> =>
      safely(() => onEvent?.({ ...$metadata, ...event } as ClientEvent));

    const attempt = async ({ url, transport }: Opened, request: TransportRequest): Promise<object> => {
      $metadata.attempts++;
      reply = undefined;
      emit({ type: 'attempt-started', endpoint: url });
      // The listener may have been the one to abort.
      if (signal?.aborted) throw signal.reason;
      const limitMs = Math.min(requestTimeoutMs, remainingMs());
      const received = await transport.send(url, request, limitMs, signal, maxResponseBytes, () => {
        outcome = 'unknown';
      });
      $metadata.httpStatusCode = received.status;
      $metadata.requestId = requestIdOf(received.headers);
      reply = received;
      emit({ type: 'response-received' });
      return decodeReply(received, isResponse, () => [...textsIn(request.body), clientSecret ?? '']);
    };

    /** Waits until the request may be repeated; throws the error when it must not be. */
    const waitToRetry = async (error: ForgotPasswordError, maxAttempts = 3): Promise<void> => {
      const isThrottled = isThrottling(reply?.status, error.name);
      const hintMs = reply ? retryHintMs(reply.headers, Date.now()) : 0;
      const delayMs = backoffMs($metadata.attempts - 1, isThrottled, platform.random(), hintMs);
      const isAllowed =
        mayRepeat(error, delivery) &&
        $metadata.attempts < maxAttempts &&
        // A wait that leaves no time for an attempt would only delay the error; a timer may fire a millisecond early.
        delayMs + 1 < remainingMs();
      mayHaveSent ||= error.outcome === 'unknown';
      // What an earlier attempt may have done, a later one does not undo.
      if (mayHaveSent) Object.assign(error, { outcome: 'unknown' });
      outcome = error.outcome;
      lastCost = isAllowed ? quota.take(isThrottled) : 0;
      if (!lastCost) throw error;
      emit({ type: 'retry-scheduled', delayMs, errorName: error.name });
      await new Promise<void>((resolve, reject) => {
        startDeadline(delayMs, signal, resolve, reject);
      });
      $metadata.totalRetryDelay += delayMs;
    };

    const untilAnswered = async (opened: Opened, request: TransportRequest): Promise<Answer> => {
      for (;;) {
        try {
          const members = await attempt(opened, request);
          outcome = 'accepted';
          quota.succeed(lastCost);
          return { ...members, $metadata };
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          // What a custom transport brings may be no reply at all.
          const failure = transportError(error, 'response');
          await waitToRetry(Object.assign(failure, { $metadata }), opened.config.maxAttempts);
        }
      }
    };

    let end: Pick<FinishedCall, 'response' | 'error'> = {};
    try {
      const members = await prepare(input);
      opening ??= open((event) => emit(event));
      const opened = await within(opening, remainingMs(), signal, () => timeoutError('connect', timeoutMs));
      const agent = userAgent(platform.runtime, opened.config.appId);
      const request = buildRequest(target, members, { [platform.userAgentHeader]: agent });
      const response = await untilAnswered(opened, request);
      end = { response };
      return response;
    } catch (error) {
      end = { error };
      throw error;
    } finally {
      const durationMs = now() - startedAt;
      const errorName = end.error && Object(end.error).name;
      emit({ type: 'call-finished', outcome, errorName, durationMs });
      const { attempts } = $metadata;
      safely(() => history?.record({ durationMs, attempts, request: input, ...end }));
    }
  };

  const close = async (): Promise<void> => {
    const opened = await opening?.catch(() => undefined);
    opening = undefined;
    await opened?.transport.close();
  };

  return { call, close };
}
