// One call, from request to answer: the only place that knows its order.
import type { CallOptions } from './call-options.ts';
import { checkConfig, type ForgotPasswordClientConfig } from './client-config.ts';
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
import { startDeadline, within } from './transport/deadline.ts';
import { timeoutError, transportError } from './transport/failure.ts';
import { timed } from './transport/timed.ts';
import type { Reply, TimedTransport, TransportRequest } from './transport/transport.ts';
import { userAgent } from './user-agent.ts';

/** What a call returns: the members of the reply, and what is known of the exchange. */
export interface Answer {
  readonly $metadata: ResponseMetadata;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type EventDetails = ClientEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, keyof ResponseMetadata>
    : never
  : never;

/** What stays the same from call to call, once a first call has opened it. */
interface Opened {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxAttempts: number | undefined;
  readonly transport: TimedTransport;
}

/** What all calls of one client share, bound together: a function that makes a call, and one that frees connections. */
export function callerOf(given: ForgotPasswordClientConfig, platform: Platform) {
  const {
    clientId,
    clientSecret,
    delivery,
    requestTimeoutMs = 15_000,
    timeoutMs: defaultTimeoutMs = 60_000,
    maxResponseBytes = 262_144,
    onEvent,
    history,
  } = given;
  const { now } = platform;
  const quota = retryQuota();
  let opening: Promise<Opened> | undefined;
  let opened: Opened | undefined;
  if (given.region || given.endpointUrl) resolveEndpoint(given);

  // Neither listener nor history must change what becomes of a call.
  const safely = async (tell: () => unknown): Promise<void> => {
    try {
      await tell();
    } catch {}
  };

  const open = async (onSetting: (event: SettingResolved) => void): Promise<Opened> => {
    try {
      const config = (await platform.fillIn?.(given, onSetting)) ?? given;
      const { transport, appId, maxAttempts } = config;
      opened = {
        url: resolveEndpoint(config),
        headers: { [platform.userAgentHeader]: userAgent(platform.runtime, appId) },
        maxAttempts,
        transport: transport ? timed(transport) : platform.openTransport(config),
      };
      return opened;
    } catch (error) {
      // A failure is not kept: what was missing may be there at the next call.
      opening = undefined;
      throw error;
    }
  };

  const membersOf = (input: unknown): ForgotPasswordRequest => {
    const [members, issues] = checkRequest(input, clientId);
    if (issues.length) throw new RequestValidationError(issues);
    return members;
  };

  const call = async (input: unknown, { signal, ...others }: CallOptions = {}): Promise<Answer> => {
    // Most calls have none.
    const given = Object.keys(others).length ? checkConfig(others, platform.nodeOption) : others;
    const { timeoutMs = defaultTimeoutMs } = given;
    const startedAt = now();
    const remainingMs = (): number => startedAt + timeoutMs - now();
    const $metadata: Mutable<ResponseMetadata> = { attempts: 0, totalRetryDelay: 0 };
    let outcome: 'accepted' | Outcome = 'not-sent';
    let reply: Reply | undefined;
    let mayHaveSent = false;
    let lastCost = 0;

    const emit = (event: EventDetails): void => {
      if (onEvent) safely(() => onEvent({ ...$metadata, ...event } as ClientEvent));
    };

    const send = ({ url, transport }: Opened, request: TransportRequest): Promise<Reply> => {
      $metadata.attempts++;
      reply = undefined;
      emit({ type: 'attempt-started', endpoint: url });
      // The listener may have been the one to abort.
      if (signal?.aborted) throw signal.reason;
      const attemptMs = Math.min(requestTimeoutMs, remainingMs());
      return transport.send(url, request, attemptMs, signal, maxResponseBytes, () => {
        outcome = 'unknown';
      });
    };

    const answerOf = (received: Reply, { body }: TransportRequest): Answer => {
      $metadata.httpStatusCode = received.status;
      $metadata.requestId = requestIdOf(received.headers);
      reply = received;
      emit({ type: 'response-received' });
      const members = decodeReply(received, isResponse, () => [...textsIn(body), clientSecret ?? '']);
      outcome = 'accepted';
      quota.succeed(lastCost);
      return Object.assign(members, { $metadata });
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

    const untilAnswered = async (): Promise<Answer> => {
      if (signal?.aborted) throw signal.reason;
      if (signal) platform.onSignal?.(signal);
      const members = membersOf(input);
      const { Username: username, ClientId: clientId } = members;
      if (clientSecret) members.SecretHash ||= await platform.secretHash({ username, clientId, clientSecret });
      opening ??= open(emit);
      const way = opened ?? (await within(opening, remainingMs(), signal, () => timeoutError('connect', timeoutMs)));
      const request = buildRequest(target, members, way.headers);
      for (;;) {
        try {
          return answerOf(await send(way, request), request);
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          // What a custom transport brings may be no reply at all.
          await waitToRetry(Object.assign(transportError(error, 'response'), { $metadata }), way.maxAttempts);
        }
      }
    };

    const finish = (end: Pick<FinishedCall, 'response' | 'error'>): void => {
      const durationMs = now() - startedAt;
      const errorName = end.error && Object(end.error).name;
      emit({ type: 'call-finished', outcome, errorName, durationMs });
      const { attempts } = $metadata;
      if (history) safely(() => history.record({ durationMs, attempts, request: input, ...end }));
    };

    try {
      const response = await untilAnswered();
      finish({ response });
      return response;
    } catch (error) {
      finish({ error });
      throw error;
    }
  };

  const close = async (): Promise<void> => {
    await opening?.catch(() => {});
    const last = opened;
    opening = undefined;
    opened = undefined;
    await last?.transport.close();
  };

  return { call, close };
}
