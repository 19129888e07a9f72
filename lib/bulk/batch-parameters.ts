/** How far a batch has come. */
export interface BatchProgress {
  /** Records that have a result. */
  readonly done: number;
  /** The service accepted them. */
  readonly accepted: number;
  /** No code went out for them: the service or our own validation refused them, or the service was not reached. */
  readonly refused: number;
  /** A code may have gone out. */
  readonly unknown: number;
  /** Not sent in this run: finished in an earlier one, there twice, or not confirmed. */
  readonly skipped: number;
  /** How many times the service refused a request for its rate. */
  readonly throttled: number;
  /** The rate that is allowed now, in requests a second; `Infinity` where there is no limit. */
  readonly requestsPerSecond: number;
  /** Whether there is no connection, and the batch waits for one. */
  readonly isPaused: boolean;
}

/** The parameters that concern a pipeline of many records. */
export interface BatchParameters {
  /** How many records are in progress at a time, from 1. Default: 1. */
  readonly concurrency?: number | null | undefined;
  /**
   * The most requests a second, greater than 0; above 30, the service's own quota, it is approached within seconds. With
   * it, or a `concurrency` above 1, a record that the service throttles is sent again until it is done, at the pace that
   * the service lets through. Default: no limit.
   */
  readonly requestsPerSecond?: number | null | undefined;
  /** The longest time for which the batch retries a throttled record, in milliseconds. Default: 600,000. */
  readonly maxWaitMs?: number | null | undefined;
  /**
   * Send nobody a second request who was in the source before, at a cost of 20 to 40 bytes of memory for each record
   * on Node, and some 200 elsewhere. Default: whether there is a `journal`.
   */
  readonly deduplicate?: boolean | null | undefined;
  /** Take usernames that differ only in case or Unicode form for one user, as a pool does. Default: `false`. */
  readonly ignoreCase?: boolean | null | undefined;
  /**
   * The path of a file that remembers what became of each record, so that a later run with the same file goes on where
   * this one ended, however it ended; on Node only.
   */
  readonly journal?: string | null | undefined;
  /** Write usernames into the journal as they are. Default: `false`, and it holds keyed hashes. */
  readonly journalPlain?: boolean | null | undefined;
  /** Send records again of which the journal does not know whether a code went out. Default: `false`. */
  readonly retryUnknown?: boolean | null | undefined;
  /** Send records again that the service rejected, by the journal. Default: `false`. */
  readonly retryRejected?: boolean | null | undefined;
  /** The most sends in this run, from 1: records for which a code went out, or may have. Default: no limit. */
  readonly maxSends?: number | null | undefined;
  /**
   * Stop after so many failures in a row that concern every user, or that are the same and not known to be one user's; and
   * where the first 20 users fail in the same way. Default: never.
   */
  readonly stopAfter?: number | null | undefined;
  /**
   * The longest time for which the batch waits for a lost connection, in milliseconds, and probes whether it is back.
   * Default: 600,000.
   */
  readonly maxOutageMs?: number | null | undefined;
  /**
   * Ends the batch gently when it aborts: what is in progress is finished, nothing more is sent, and then the batch ends
   * with the signal's own reason.
   */
  readonly stopSignal?: AbortSignal | null | undefined;
  /** Called after each record. What it throws is ignored. */
  readonly onProgress?: ((progress: BatchProgress) => void) | null | undefined;
}
