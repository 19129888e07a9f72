// One call of the Node build, from request to answer, in as little time as it takes. That of the web build, in as few bytes
// as it takes, is in web-client.ts.

import type { ForgotPasswordError, Outcome, ResponseMetadata } from '../errors/errors.ts';
import { transportError } from '../errors/transport-failure.ts';
import { checkedRequest, checkedResponse, target } from '../operations/forgot-password.ts';
import { endpointOf } from '../protocol/endpoint.ts';
import { decodeReply, requestIdOf } from '../protocol/reply.ts';
import { buildRequest } from '../protocol/request.ts';
import { isRightAtAGlance } from '../schema/at-a-glance.ts';
import { checked } from '../schema/check.ts';
import { forgotPasswordRequest, forgotPasswordResponse } from '../schema/generated/rules.ts';
import type { ForgotPasswordRequest } from '../schema/generated/types.ts';
import { throwIfAborted } from '../util/abort.ts';
import { startDeadline } from '../util/deadline.ts';
import { isObject } from '../util/is-object.ts';
import { safely } from '../util/safely.ts';
import { textsIn } from '../util/texts-in.ts';
import { backoffMs } from './backoff.ts';
import type { CallOptions } from './call-options.ts';
import { callOptions, type ForgotPasswordClientConfig } from './config.ts';
import { mayRepeat, throttling } from './decide.ts';
import type { ClientEvent } from './events.ts';
import type { FinishedCall } from './history.ts';
import type { Platform, Route } from './platform.ts';
import { retryQuota } from './quota.ts';
import type { Reply, TransportRequest } from './transport.ts';

/** What a call returns: the members of the reply, and what is known of the exchange. */
export interface Answer {
  readonly $metadata: ResponseMetadata;
}

const NONE: CallOptions = {};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type EventDetails = ClientEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, keyof ResponseMetadata>
    : never
  : never;

/** What `checkedRequest` returns, and throws. */
function requestOf(input: unknown, ClientId: string | undefined): Mutable<ForgotPasswordRequest> {
  if (!isObject(input)) return checkedRequest(input, ClientId);
  // Each member is read once, so that what is validated is what is sent.
  const members = { ClientId, ...input } as Mutable<ForgotPasswordRequest> & Record<string, unknown>;
  for (const name in members) {
    const member = members[name];
    if (isObject(member)) members[name] = { ...member };
  }
  const isWhole = typeof members.Username === 'string' && typeof members.ClientId === 'string';
  return isWhole && isRightAtAGlance(forgotPasswordRequest, members) ? members : checkedRequest(members, ClientId);
}

/**
 * What all calls of one client share, bound together: a function that makes a call, and one that frees connections.
 *
 * @throws {@link ConfigurationError} as `checked` and `endpointOf` do.
 */
export function callerOf(options: ForgotPasswordClientConfig, platform: Platform) {
  const given: ForgotPasswordClientConfig = { ...checked(platform.options, options) };
  // A region that is there is looked for nowhere else.
  const config = given.userPoolId && !given.region ? { ...given, region: given.userPoolId.replace(/_.*/s, '') } : given;
  const { requestTimeoutMs = 15_000, maxResponseBytes = 262_144, clientId, clientSecret, onEvent, history } = config;
  const { now } = platform;
  const { route, close } = platform.link(config);
  const quota = retryQuota();
  // What is wrong is said at once; what is missing may still come from the surroundings.
  if (config.region || config.userPoolId || config.endpointUrl) endpointOf(config);

  const call = async (input: unknown, callsOwn?: CallOptions): Promise<Answer> => {
    const { signal, timeoutMs = config.timeoutMs ?? 60_000 } =
      callsOwn === undefined ? NONE : ((checked(callOptions, callsOwn) as CallOptions | undefined) ?? NONE);
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

    const attempt = async ({ url, send }: Route, request: TransportRequest): Promise<Answer> => {
      $metadata.attempts++;
      reply = undefined;
      emit({ type: 'attempt-started', endpoint: url });
      // The listener may have been the one to abort.
      throwIfAborted(signal);
      const received = await send(
        url,
        request,
        Math.min(requestTimeoutMs, remainingMs()),
        signal,
        maxResponseBytes,
        () => {
          outcome = 'unknown';
        },
      );
      $metadata.httpStatusCode = received.status;
      $metadata.requestId = requestIdOf(received.headers);
      reply = received;
      emit({ type: 'response-received' });
      const body = decodeReply(received, () => [clientSecret ?? '', ...textsIn(request.body)]);
      const members = isObject(body) && isRightAtAGlance(forgotPasswordResponse, body) ? body : checkedResponse(body);
      outcome = 'accepted';
      quota.succeed(lastCost);
      return Object.assign(members, { $metadata });
    };

    /** Waits until the request may be repeated; throws the error when it must not be. */
    const waitToRetry = async (error: ForgotPasswordError, maxAttempts = 3): Promise<void> => {
      const isThrottled = throttling.test(reply?.status + error.name);
      const delayMs = backoffMs($metadata.attempts, isThrottled, reply?.headers);
      const isAllowed =
        mayRepeat(error, config.delivery) &&
        $metadata.attempts < maxAttempts &&
        // A wait that leaves no time for an attempt would only delay the error; a timer may fire a millisecond early.
        delayMs + 1 < remainingMs();
      // What an earlier attempt may have done, a later one does not undo.
      mayHaveSent ||= error.outcome === 'unknown';
      outcome = mayHaveSent ? 'unknown' : error.outcome;
      Object.assign(error, { $metadata, outcome });
      lastCost = isAllowed ? quota.take(isThrottled) : 0;
      if (!lastCost) throw error;
      emit({ type: 'retry-scheduled', delayMs, errorName: error.name });
      await new Promise<void>((resolve, reject) => {
        startDeadline(delayMs, signal, resolve, reject);
      });
      $metadata.totalRetryDelay += delayMs;
    };

    const untilAnswered = async (): Promise<Answer> => {
      throwIfAborted(signal);
      const members = requestOf(input, clientId);
      if (clientSecret)
        members.SecretHash ||= await platform.hmacSha256(members.Username + members.ClientId, clientSecret);
      const found = await route(emit, remainingMs(), signal);
      const request = buildRequest(target, members, found.headers);
      for (;;) {
        try {
          return await attempt(found, request);
        } catch (error) {
          throwIfAborted(signal);
          // What a custom transport brings may be no reply at all.
          await waitToRetry(transportError(error, 'response'), found.maxAttempts);
        }
      }
    };

    const finish = (end: Pick<FinishedCall, 'response' | 'error'>): void => {
      const durationMs = now() - startedAt;
      const errorName = (end.error as Error | undefined)?.name;
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

  return { call, close };
}
