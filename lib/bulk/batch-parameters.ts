/** How far a batch has come. */
export interface BatchProgress {
  /** Records that have a result. */
  readonly done: number;
  /** The service accepted them. */
  readonly accepted: number;
  /** The service, or our own validation, refused them: no code went out. */
  readonly refused: number;
  /** A code may have gone out. */
  readonly unknown: number;
  /** Not sent in this run: finished in an earlier one, or there twice. */
  readonly skipped: number;
  /** How many times the service refused a request for its rate; each was sent again. */
  readonly throttled: number;
  /** The rate that is allowed now, in requests a second; `Infinity` where there is no limit. */
  readonly requestsPerSecond: number;
}

/** The parameters that concern a pipeline of many records. */
export interface BatchParameters {
  /** How many records are under way at a time, from 1. Default: 1. */
  readonly concurrency?: number | null | undefined;
  /**
   * The most requests a second, greater than 0. With it, a record that the service throttles is sent again until it is
   * done, at the pace that the service lets through. Default: no limit, and throttling is an error after `maxAttempts`.
   */
  readonly requestsPerSecond?: number | null | undefined;
  /** With `requestsPerSecond`: the longest time for which one record is sent again, in milliseconds. Default: no limit. */
  readonly maxWaitMs?: number | null | undefined;
  /** Send nobody a second request who was in the source before. Default: whether there is a `journal`. */
  readonly deduplicate?: boolean | null | undefined;
  /**
   * A file that remembers what became of each record, so that a later run with the same file goes on where this one
   * ended, however it ended; on Node only.
   */
  readonly journal?: string | null | undefined;
  /** Write usernames into the journal as they are. Default: `false`, and it holds keyed hashes. */
  readonly journalPlain?: boolean | null | undefined;
  /** Send records again of which the journal does not know whether a code went out. Default: `false`. */
  readonly retryUnknown?: boolean | null | undefined;
  /** The most records to send in this run, from 1. Default: no limit. */
  readonly maxSends?: number | null | undefined;
  /** Stop after so many failures in a row that concern the account or the set-up, and no user. Default: never. */
  readonly stopAfter?: number | null | undefined;
  /** Called after each record. What it throws is ignored. */
  readonly onProgress?: ((progress: BatchProgress) => void) | null | undefined;
}
