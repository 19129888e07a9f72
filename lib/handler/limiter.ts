/** How many times a key may be consumed in how long. */
export interface Limit {
  /** The most times in one window. */
  readonly limit: number;
  /** The length of the window, in seconds. */
  readonly windowSeconds: number;
}

/** What a limiter answers. */
export interface LimiterDecision {
  readonly allowed: boolean;
  /** In how many seconds to try again; where absent, the whole window. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Counts requests. Keys are keyed hashes in base64url, and say nothing of whom or what they stand for. */
export interface Limiter {
  /** Counts one request for `key`, and tells whether it is within the limit. */
  consume(key: string, limit: Limit): LimiterDecision | Promise<LimiterDecision>;
}
