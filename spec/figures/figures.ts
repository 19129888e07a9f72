// What was measured, as the JSON files of this folder hold it.

/** How a call ended after its answer was lost. */
export interface OneCallEnding {
  /** How the answer was lost. */
  readonly fault: string;
  /** How many codes the service sent. */
  readonly codes: number;
  /** The error that the caller got, in words. */
  readonly error: string;
  /** The outcome that the error tells, if it does. */
  readonly outcome: string;
}

/** One client, under each fault. */
export interface OneCallClient {
  readonly name: string;
  readonly version: string;
  readonly endings: readonly OneCallEnding[];
}

/** `one-call.json`: one call of each client after which the answer is lost. */
export interface OneCall {
  readonly command: string;
  readonly clients: readonly OneCallClient[];
}

/** What a bundler made of a call. */
export interface Bytes {
  readonly minified: number;
  readonly gzipped: number;
}

/** One way to make a call in a page. */
export interface SizeRow {
  readonly name: string;
  readonly esbuild: Bytes;
  readonly rolldown: Bytes;
}

/** `size.json`: what a call costs a page. */
export interface Sizes {
  readonly command: string;
  readonly rows: readonly SizeRow[];
}

/** What came of the calls of one client to a service that breaks at random. */
export interface CampaignTotals {
  readonly calls: number;
  /** Calls for which the service acted more than once. */
  readonly doubles: number;
  /** Calls that failed although the service had acted. */
  readonly failedAfterActing: number;
  /** Of those, calls whose outcome is `unknown`. */
  readonly said: number;
}

/** `campaign.json`: thousands of calls, half of them ConfirmForgotPassword. */
export interface Campaign {
  readonly command: string;
  /** The Node build and the web build together. */
  readonly ours: CampaignTotals;
  readonly sdk: CampaignTotals;
}
