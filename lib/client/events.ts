import type { Outcome, ResponseMetadata } from '../errors/codes.ts';
import type { OperationName } from '../operations/operation.ts';

/** Where a setting came from that the caller had left open; told before the first attempt, on Node only. */
export interface SettingResolved {
  readonly type: 'setting-resolved';
  /** A field of the configuration. */
  readonly setting: string;
  /** E.g. `AWS_REGION`, or `region of profile "default" in …`. */
  readonly source: string;
  /** The value, unless it may hold a secret. */
  readonly value?: string | number | boolean;
}

/** An attempt begins. */
export interface AttemptStarted {
  readonly type: 'attempt-started';
  /** Where the request goes: not encrypted, where it begins with `http:`. */
  readonly endpoint: string;
}

/** A reply has been read. */
export interface ResponseReceived {
  readonly type: 'response-received';
}

/** The client will send the request again. */
export interface RetryScheduled {
  readonly type: 'retry-scheduled';
  /** The wait before the next attempt, in milliseconds. */
  readonly delayMs: number;
  /** The `name` of the error for which the client retries. */
  readonly errorName: string;
  /** What is known of the call so far. */
  readonly outcome: Outcome;
}

/** A call has ended. */
export interface CallFinished {
  readonly type: 'call-finished';
  /** `accepted`, or what is known of the call, also when the caller aborted it. */
  readonly outcome: 'accepted' | Outcome;
  /** The `name` of the error that the call ends with. */
  readonly errorName: string | undefined;
  /** The time since the call began, in milliseconds. */
  readonly durationMs: number;
}

/** What an event says beside the exchange. */
export type EventDetails = SettingResolved | AttemptStarted | ResponseReceived | RetryScheduled | CallFinished;

/** Which call it is. */
export interface CallIdentity {
  readonly operation: OperationName;
  /** Tells the calls of one process apart. */
  readonly callId: number;
  /** In a pipeline of many records: the place of the call's record in its source, from 0. */
  readonly index?: number;
}

/** What a client tells of its work, as it happens. Holds no secret value of the request. */
export type ClientEvent = ResponseMetadata & CallIdentity & EventDetails;
