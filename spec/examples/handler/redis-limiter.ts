// A limiter over Redis 7 or later, for any number of processes.
import type { Limiter } from 'cognito-forgot-password/handler';

/** As much as is used of a client that `createClient()` of the package `redis` returns. */
export interface RedisClient {
  multi(): RedisTransaction;
}

interface RedisTransaction {
  incr(key: string): RedisTransaction;
  expire(key: string, seconds: number, mode: 'NX'): RedisTransaction;
  ttl(key: string): RedisTransaction;
  exec(): Promise<readonly unknown[]>;
}

/** Counts in fixed windows. Give the handler a `limiterSecret`, the same in each process. */
export const redisLimiter = (redis: RedisClient, prefix = 'forgot-password:'): Limiter => ({
  async consume(key, { limit, windowSeconds }) {
    const name = prefix + key;
    // Only the first request of a window sets its end; all three happen at once, or none.
    const [count, , secondsLeft] = await redis.multi().incr(name).expire(name, windowSeconds, 'NX').ttl(name).exec();
    return { allowed: Number(count) <= limit, retryAfterSeconds: Number(secondsLeft) };
  },
});
