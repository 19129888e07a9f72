// The border between the client and whatever carries its requests.
import type { AttemptFailure, TimeLimit } from '../errors/transport-errors.ts';
import type { Reply, ResponseHeaders, TransportRequest } from '../protocol/json11.ts';

/** What a transport brings back: a `Response` fits. Where there is a `body`, it is read instead of `text`. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body?: Pick<ReadableStream<Uint8Array>, 'getReader'> | null | undefined;
  /** The whole body. */
  text(): Promise<string>;
}

/**
 * Carries one request, once: a function like `fetch`, and `fetch` itself is one. The `signal` aborts when the caller
 * aborts or the attempt's time is over. What it throws becomes a `TransportError` with `outcome: 'unknown'`, unless the
 * code of the error tells that no connection was made.
 */
export type Transport = (
  url: string,
  request: TransportRequest & { readonly signal: AbortSignal },
) => Promise<TransportResponse>;

/** What one attempt must keep to. */
export interface AttemptLimits {
  /** The time for the attempt from where it begins to be sent, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** What is left of the call's time, in milliseconds. */
  readonly remainingMs: () => number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
  readonly maxResponseBytes: number;
  /** Called before the service can have seen anything of the request. */
  readonly onSend: () => void;
}

/** The time that an attempt has from now on, and the option that sets it. Without any, nothing must be sent. */
export function timeLimitOf({ requestTimeoutMs, remainingMs }: AttemptLimits): TimeLimit {
  const callMs = remainingMs();
  return callMs < requestTimeoutMs
    ? { timeoutMs: Math.max(callMs, 0), limitName: 'timeoutMs' }
    : { timeoutMs: requestTimeoutMs, limitName: 'requestTimeoutMs' };
}

/** How an attempt ended, as its platform knows it. */
export type AttemptEnd = Reply | AttemptFailure;

/**
 * Carries one request within limits: settles within the time, and as soon as the caller's signal aborts. Never rejects: a
 * failure is a value, so that the error is made where the caller's frames are on the stack.
 */
export type Send = (url: string, request: TransportRequest, limits: AttemptLimits) => Promise<AttemptEnd>;
