// A limiter over a store of express-rate-limit: there are stores for Redis, Memcached, MongoDB, DynamoDB and others.
import type { Limiter } from 'cognito-forgot-password/handler';

/** As much as is used of a `Store` of express-rate-limit. */
export interface RateLimitStore {
  init?(options: { readonly windowMs: number }): void;
  increment(key: string): RateLimitInfo | Promise<RateLimitInfo>;
}

interface RateLimitInfo {
  readonly totalHits: number;
  readonly resetTime: Date | undefined;
}

/** Counts in stores that `makeStore` makes, one for each length of a window: a store has only one. */
export function storeLimiter(makeStore: (windowMs: number) => RateLimitStore): Limiter {
  const stores = new Map<number, RateLimitStore>();
  const storeFor = (windowMs: number): RateLimitStore => {
    const known = stores.get(windowMs);
    if (known) return known;
    const made = makeStore(windowMs);
    made.init?.({ windowMs });
    stores.set(windowMs, made);
    return made;
  };
  return {
    async consume(key, { limit, windowSeconds }) {
      const { totalHits, resetTime } = await storeFor(windowSeconds * 1_000).increment(key);
      const leftMs = resetTime ? resetTime.getTime() - Date.now() : windowSeconds * 1_000;
      return { allowed: totalHits <= limit, retryAfterSeconds: leftMs / 1_000 };
    },
  };
}
