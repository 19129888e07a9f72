import type { Outcome, ResponseMetadata } from './errors.ts';

/** What a client tells of its work, as it happens. Holds no value of the request. */
export type ClientEvent = ResponseMetadata &
  (
    | {
        readonly type: 'attempt-started';
        /** Where the request goes. */
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
