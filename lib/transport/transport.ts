// The border between the client and whatever carries its requests.

/** The headers of a reply, read by lower-case name: a `Headers` object fits. */
export interface ResponseHeaders {
  get(name: string): string | null | undefined;
}

/** One HTTP reply. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The body, decoded as UTF-8. */
  readonly body: string;
}

/** What is sent; fits as the second argument of `fetch`. */
export interface TransportRequest {
  readonly method: 'POST';
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, to be sent as UTF-8. Holds secrets: never to be logged. */
  readonly body: string;
  /** A redirect is an answer like any other: it must not be followed. */
  readonly redirect: 'manual';
}

/** What holds for one attempt. */
export interface TransportLimits {
  /** The largest body to read, in bytes. */
  readonly maxResponseBytes: number;
  /** To be called when the head of the reply is there, so that a later failure is told from an earlier one. */
  readonly onResponse: () => void;
}

/**
 * Carries one request, once: no retry, no redirect followed. The request's `signal` aborts when the caller aborts or
 * the attempt's time is over. Rejects when it cannot; an error that is no `ForgotPasswordError` becomes a
 * `TransportError` with `outcome: 'unknown'`, unless its code tells that no connection was made.
 */
export interface Transport {
  send(
    url: string,
    request: TransportRequest & { readonly signal: AbortSignal },
    limits: TransportLimits,
  ): Promise<TransportResponse>;
  /** Frees connections, after the requests under way. */
  close?(): void | Promise<void>;
}

/** A transport with limits: it settles within `timeoutMs`, and as soon as the caller's `signal` aborts. */
export interface TimedTransport {
  send(
    url: string,
    request: TransportRequest,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    maxResponseBytes: number,
  ): Promise<TransportResponse>;
  close(): Promise<void>;
}
