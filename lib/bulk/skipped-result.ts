/**
 * Why a record was not sent: an earlier run finished it, or may have; it was in the source before, and then it is `ok` where
 * the first one was accepted; `WhatIf` or the answer to `Confirm` declined it; or the user cannot recover, for the reason
 * that `why` tells.
 */
export type SkippedResult =
  | { readonly ok: true; readonly output: undefined; readonly skipped: 'accepted' | 'duplicate' | 'declined' }
  | { readonly ok: true; readonly output: undefined; readonly skipped: 'ineligible'; readonly why: string }
  | { readonly ok: false; readonly error: unknown; readonly skipped: 'rejected' | 'unknown' | 'duplicate' };
