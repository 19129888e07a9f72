/**
 * What there is to say of a record that is not sent: it was finished in an earlier run, or may have been; it stood in the
 * source before, and then it is `ok` where the first one was accepted; or `WhatIf`, or the answer to `Confirm`, declined
 * it.
 */
export type SkippedResult =
  | { readonly ok: true; readonly output: undefined; readonly skipped: 'accepted' | 'duplicate' | 'declined' }
  | { readonly ok: false; readonly error: unknown; readonly skipped: 'rejected' | 'unknown' | 'duplicate' };
