// What ends a batch before its input does: an interruption, or results that cannot be told any more.

/** Ends a batch gently: nothing further is sent, and what is in flight is waited for. */
export interface Stopper {
  /** Aborts when nothing further is to be sent. */
  readonly signal: AbortSignal;
  /** What ended the batch; the first one counts. */
  readonly failure: unknown;
  /** Whether an error is only the batch's answer to being ended from here. */
  isOwn(error: unknown): boolean;
  /** Ends the batch for a reason of its own. */
  stop(failure: unknown): void;
  /** Lets go of the interruption, and of the input. */
  close(): void;
}

/** A stopper that follows an interruption, of which it tells `onInterrupt`; with `input`, it ends the reading. */
export function stopperOf(interruption: AbortSignal, input: AbortController, onInterrupt: () => void): Stopper {
  const unheard = new AbortController();
  let failure: unknown;
  const interrupt = (): void => {
    input.abort();
    onInterrupt();
  };
  if (interruption.aborted) interrupt();
  else interruption.addEventListener('abort', interrupt);
  return {
    signal: AbortSignal.any([interruption, unheard.signal]),
    get failure() {
      return failure;
    },
    isOwn: (error) => error === interruption.reason || error === unheard.signal.reason,
    stop(why) {
      failure ??= why;
      unheard.abort();
      input.abort();
    },
    close() {
      interruption.removeEventListener('abort', interrupt);
      // A read that is in progress would keep the process.
      input.abort();
    },
  };
}
