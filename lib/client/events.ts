import type { Outcome, ResponseMetadata } from '../errors/errors.ts';

/** Where a setting came from that the caller had left open; told before the first attempt, on Node only. */
export interface SettingResolved {
  readonly type: 'setting-resolved';
  /** A field of the configuration. */
  readonly setting: string;
  /** E.g. `AWS_REGION`, or `region of profile "default" in …`. */
  readonly source: string;
  /** What it is, unless it may hold a secret. */
  readonly value?: string | number | boolean;
}

/** What a client tells of its work, as it happens. Holds no value of the request. */
export type ClientEvent = ResponseMetadata &
  (
    | SettingResolved
    | {
        readonly type: 'attempt-started';
        /** Where the request goes: not encrypted, where it begins with `http:`. */
        readonly endpoint: string;
      }
    | { readonly type: 'response-received' }
    | {
        readonly type: 'retry-scheduled';
        /** The wait before the next attempt, in milliseconds. */
        readonly delayMs: number;
        /** The `name` of the error that is not reported, as the request is repeated. */
        readonly errorName: string;
      }
    | {
        readonly type: 'call-finished';
        /** `accepted`, or the outcome of the error that the call ends with; of an aborted call, what is known. */
        readonly outcome: 'accepted' | Outcome;
        /** The `name` of that error. */
        readonly errorName: string | undefined;
        /** The time since the call began, in milliseconds. */
        readonly durationMs: number;
      }
  );
