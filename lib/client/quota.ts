// The retry quota of AWS's standard retry mode: in a lasting outage a client stops adding load of its own.

const CAPACITY = 500;
const COST = 14;
const THROTTLED_COST = 5;
const REFUND = 1;

/** A client's budget of retries, shared by its calls. */
export interface RetryQuota {
  /** Takes what a retry costs, and returns it; 0 when there is not enough left, and then there is no retry. */
  take(isThrottled: boolean): number;
  /** Gives back, after a success, what its last retry cost, or a little when it needed none. */
  succeed(lastCost: number): void;
}

/** A full quota. */
export function retryQuota(): RetryQuota {
  let tokens = CAPACITY;
  return {
    take(isThrottled) {
      const cost = isThrottled ? THROTTLED_COST : COST;
      if (cost > tokens) return 0;
      tokens -= cost;
      return cost;
    },
    succeed(lastCost) {
      tokens = Math.min(CAPACITY, tokens + (lastCost || REFUND));
    },
  };
}
