// The retry quota of AWS's standard retry mode: in a lasting outage a client stops adding load of its own.

const CAPACITY = 500;
const REFUND = 1;

const costOf = (isThrottled: boolean): number => (isThrottled ? 5 : 14);

/** A client's budget of retries, shared by its calls. */
export interface RetryQuota {
  /** Whether there is enough left for a retry. */
  affords(isThrottled: boolean): boolean;
  /** Takes what a retry costs, and returns it. */
  take(isThrottled: boolean): number;
  /** Gives back, after a success, what its last retry cost, or a little when it needed none. */
  refund(lastCost: number): void;
}

/** A full quota. */
export function retryQuota(): RetryQuota {
  let tokens = CAPACITY;
  return {
    affords: (isThrottled) => costOf(isThrottled) <= tokens,
    take(isThrottled) {
      const cost = costOf(isThrottled);
      tokens -= cost;
      return cost;
    },
    refund(lastCost) {
      tokens = Math.min(CAPACITY, tokens + (lastCost || REFUND));
    },
  };
}
