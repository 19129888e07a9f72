// What the Node build publishes for tracing: two channels of node:diagnostics_channel, as tools for tracing expect them.
import { type TracingChannel, type TracingChannelCollection, tracingChannel } from 'node:diagnostics_channel';
import type { CallIdentity } from '../../client/events.ts';
import type { CallTracer, KnownOfCall } from '../../client/platform.ts';
import type { Outcome } from '../../errors/codes.ts';
import { isForgotPasswordError, TransportError } from '../../errors/errors.ts';

/** What a call or an attempt has in common. Fields that are absent at the start appear as they become known. */
interface TracedWork extends CallIdentity {
  /** Where requests go. */
  readonly endpoint?: string;
  /** The host of the endpoint, with a port that is not the usual one. */
  readonly host?: string;
  /** The status of the last reply. */
  readonly httpStatusCode?: number | undefined;
  /** The service's identifier of the last request that it answered. */
  readonly requestId?: string | undefined;
  /** `accepted`, or what is known of the whole call by now; present at the end. */
  readonly outcome?: 'accepted' | Outcome;
  /** What the work failed with. */
  readonly error?: unknown;
}

/**
 * What `tracingChannel('cognito-forgot-password:call')` publishes: one object for a call, from its start to its end. Holds
 * no value of the request, and not the response.
 */
export interface TracedCall extends TracedWork {
  /** How often the client has sent the request. */
  readonly attempts: number;
}

/**
 * What `tracingChannel('cognito-forgot-password:attempt')` publishes: one object for an attempt, without the wait before
 * the next one. Holds no value of the request, and not the response.
 */
export interface TracedAttempt extends TracedWork {
  /** The place of the attempt in its call, from 1. */
  readonly attempt: number;
  readonly endpoint: string;
  readonly host: string;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const calls = /* @__PURE__ */ tracingChannel<TracedCall>('cognito-forgot-password:call');
const attempts = /* @__PURE__ */ tracingChannel<TracedAttempt>('cognito-forgot-password:attempt');

// A tracing channel of Node 20.19 says this by itself, but its types do not know.
const isTraced = ({ start, end, asyncStart, asyncEnd, error }: TracingChannelCollection): boolean =>
  start.hasSubscribers ||
  end.hasSubscribers ||
  asyncStart.hasSubscribers ||
  asyncEnd.hasSubscribers ||
  error.hasSubscribers;

/**
 * Runs a function within a channel, which is told of an error that it returns like of one that it throws. What else it
 * returns is kept from the channel, which would publish it. `note` is called before the end is published. Nothing here
 * awaits: each async function would take the place of a frame of the caller's in the stacks of errors.
 */
function runWithin<Work extends object, End>(
  channel: TracingChannel<Work>,
  work: Work,
  run: () => Promise<End>,
  note: (error?: unknown) => void,
): Promise<End> {
  let settle = (error: unknown): End => {
    throw error;
  };
  const fail = (error: unknown): never => {
    note(error);
    throw error;
  };
  const runAndNote = (): Promise<void> =>
    run().then((end) => {
      settle = () => end;
      if (isForgotPasswordError(end)) fail(end);
      note();
    }, fail);
  return channel.tracePromise(runAndNote, work).then(
    () => settle(undefined),
    (error) => settle(error),
  );
}

/** The tracer of a call that begins; nothing while nobody subscribes to a channel. */
export function traceCall(identity: CallIdentity, known: () => KnownOfCall): CallTracer | undefined {
  if (!isTraced(calls) && !isTraced(attempts)) return undefined;
  const call: Mutable<TracedCall> = { ...identity, attempts: 0 };

  return (run, route) => {
    if (!route) {
      return runWithin(calls, call, run, () => {
        const { httpStatusCode, requestId, outcome } = known();
        Object.assign(call, { httpStatusCode, requestId, outcome });
      });
    }
    const { url: endpoint, host } = route;
    call.attempts += 1;
    Object.assign(call, { endpoint, host });
    const attempt: Mutable<TracedAttempt> = { ...identity, attempt: call.attempts, endpoint, host };
    return runWithin(attempts, attempt, run, (error) => {
      const { httpStatusCode, requestId, outcome } = known();
      attempt.outcome = error === undefined ? 'accepted' : outcome;
      // Without a whole reply, these are still of an earlier attempt.
      if (!(error instanceof TransportError)) Object.assign(attempt, { httpStatusCode, requestId });
    });
  };
}
