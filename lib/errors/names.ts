// What the name of an AWS error says of itself. Pure.

/** What the names of AWS's standard retry mode have in common, and no other name of the service. */
const THROTTLING = /throttl|priorreq|[a-z]limitexceeded$|provisioned|slowdown|toomanyreq|transactionin/i;

/**
 * Whether the service asks for fewer requests. `LimitExceededException` does not: its limit is per user and hour, or per
 * account and day, and every further try counts against it.
 */
export const isThrottlingName = (name: string): boolean => THROTTLING.test(name);

/** Whether the service says that a time limit of its own passed, which leaves open what it did before. */
export const isTimeoutName = (name: string): boolean => /timeout/i.test(name);

/** Whether a name stands for a fault of the server, whatever the status says. */
export const isServerFaultName = (name: string): boolean => /^(Internal|ServiceUnavailable)/i.test(name);
