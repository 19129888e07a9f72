import type { SkippedResult } from '../bulk/skipped-result.ts';

/** What a record that whoever read it does not want to be sent is answered with. */
export type WithheldResult = SkippedResult | { readonly ok: false; readonly error: unknown };

/** A record of a pipeline that is not sent, in its place among the others. */
export class WithheldRecord {
  /** The username, for the result's `input`. Never logged. */
  readonly Username: unknown;
  readonly #result: WithheldResult;

  constructor(username: unknown, result: WithheldResult) {
    this.Username = username;
    this.#result = result;
  }

  /** What its place in the results holds. */
  get result(): WithheldResult {
    return this.#result;
  }
}
