// Signals of whatever realm or polyfill: those of React Native have no reason, and no throwIfAborted.

/** What an aborted call rejects with: the signal's own reason, where it has one. */
export function abortReason(signal: AbortSignal): unknown {
  return 'reason' in signal ? signal.reason : Object.assign(new Error('aborted'), { name: 'AbortError' });
}

/** Throws what an aborted call rejects with. */
export function throwIfAborted(signal: AbortSignal | null | undefined): void {
  if (signal?.aborted) throw abortReason(signal);
}
