// The parameters of the cmdlet Reset-CGIPForgottenPassword, under its own names.
import type { BatchParameters } from '../bulk/batch-parameters.ts';
import type { ForgotPasswordClientConfig } from '../client/config.ts';
import type { CallRecorder } from '../client/history.ts';
import { RequestValidationError } from '../errors/errors.ts';
import type { ForgotPasswordInput } from '../operations/forgot-password.ts';
import { issueAt, sentencesOf, type ValidationIssue } from '../schema/issue.ts';
import { ANY, BOOLEAN, FUNCTION, INTEGER, SIGNAL, TEXT } from '../schema/options.ts';
import type { ObjectSchema, Schema } from '../schema/schema.ts';
import { findIssues } from '../schema/validate.ts';
import { isObject } from '../util/is-object.ts';
import type { Confirm } from './confirm.ts';

/** What the cmdlet would write to its streams beside its output. Holds the target's name, and nothing else of the request. */
export interface CmdletMessage {
  readonly type: 'warning' | 'what-if';
  readonly text: string;
}

/** The parameters that a record of a pipeline may hold as well, by name. */
export interface RecordParameters {
  /** The user's name, or an alias of it. Never logged. */
  readonly Username?: string | null | undefined;
  /** The app client's ID. Default: `ClientConfig.clientId`. */
  readonly ClientId?: string | null | undefined;
  /** For the Lambda triggers of the pool. Never logged. */
  readonly ClientMetadata?: Readonly<Record<string, string>> | null | undefined;
  /** The Amazon Pinpoint endpoint that collects metrics. */
  readonly AnalyticsMetadata_AnalyticsEndpointId?: string | null | undefined;
  /** The device's fingerprint, for threat protection. Never logged. */
  readonly UserContextData_EncodedData?: string | null | undefined;
  /** The device's IP address, for threat protection. Never logged. */
  readonly UserContextData_IpAddress?: string | null | undefined;
  /** The secret hash. Default: computed, where `ClientConfig.clientSecret` is given. Never logged. */
  readonly SecretHash?: string | null | undefined;
  /**
   * What to return: `CodeDeliveryDetails` (the default), `*` for the whole response, a property or dotted path of the
   * response, or `^Parameter` for a parameter's value. Case does not matter.
   */
  readonly Select?: string | null | undefined;
  /** Returns the username. @deprecated Use `Select: '^Username'`. */
  readonly PassThru?: boolean | null | undefined;
  /** Overrides `Confirm`. Default: `false`. */
  readonly Force?: boolean | null | undefined;
  /** Sends nothing, and tells what would be sent. Overrides `Force`. Default: `false`. */
  readonly WhatIf?: boolean | null | undefined;
  /** Asks before it sends. Default: `false`. */
  readonly Confirm?: boolean | null | undefined;
  /** How the client works. */
  readonly ClientConfig?: ForgotPasswordClientConfig | null | undefined;
  /** A custom endpoint. Default: `ClientConfig.endpointUrl`. */
  readonly EndpointUrl?: string | null | undefined;
  /** The AWS region. With it, `ProfileLocation` is ignored. */
  readonly Region?: string | null | undefined;
  /** The one ini file of whose default profile the region is taken; on Node only. */
  readonly ProfileLocation?: string | null | undefined;
}

/** The parameters that concern a whole call. */
export interface CallParameters {
  /** Records the calls. Default: `ClientConfig.history`. */
  readonly CallHistory?: CallRecorder | null | undefined;
  /** Asks the question of `Confirm`; needed with it. */
  readonly confirm?: Confirm | null | undefined;
  /** Takes warnings, and what `WhatIf` tells. */
  readonly onMessage?: ((message: CmdletMessage) => void) | null | undefined;
  /** Aborts the call, which then rejects with the signal's own reason. */
  readonly signal?: AbortSignal | null | undefined;
}

/** The parameters that concern a whole pipeline. */
export type BatchCallParameters = CallParameters & BatchParameters;

/** All parameters. */
export type Parameters = RecordParameters & CallParameters;

// The request's schema checks what goes on the wire, and the client what configures it.
const recordSchemas: Readonly<Record<keyof RecordParameters, Schema>> = {
  Username: ANY,
  ClientId: ANY,
  ClientMetadata: ANY,
  AnalyticsMetadata_AnalyticsEndpointId: ANY,
  UserContextData_EncodedData: ANY,
  UserContextData_IpAddress: ANY,
  SecretHash: ANY,
  Select: TEXT,
  PassThru: BOOLEAN,
  Force: BOOLEAN,
  WhatIf: BOOLEAN,
  Confirm: BOOLEAN,
  ClientConfig: { type: 'object' },
  EndpointUrl: TEXT,
  Region: TEXT,
  ProfileLocation: TEXT,
};
const callSchemas: Readonly<Record<keyof CallParameters, Schema>> = {
  CallHistory: ANY,
  confirm: FUNCTION,
  onMessage: FUNCTION,
  signal: SIGNAL,
};
const batchSchemas: Readonly<Record<keyof BatchParameters, Schema>> = {
  concurrency: INTEGER,
  // These need not be whole.
  requestsPerSecond: ANY,
  maxWaitMs: ANY,
  maxOutageMs: ANY,
  deduplicate: BOOLEAN,
  journal: TEXT,
  journalPlain: BOOLEAN,
  retryUnknown: BOOLEAN,
  retryRejected: BOOLEAN,
  ignoreCase: BOOLEAN,
  maxSends: INTEGER,
  stopAfter: INTEGER,
  stopSignal: SIGNAL,
  onProgress: FUNCTION,
};
const FRACTIONS: readonly string[] = [
  'requestsPerSecond',
  'maxWaitMs',
  'maxOutageMs',
] satisfies (keyof BatchParameters)[];

/** An issue with a parameter. */
export function parameterIssue(name: string, keyword: string, sentence: string): ValidationIssue {
  return issueAt(`/${name}`, keyword, sentence);
}

/** The error for parameters that cannot be used. */
export function invalid(issues: readonly ValidationIssue[], total?: number): RequestValidationError {
  return new RequestValidationError(sentencesOf(issues, total), { issues });
}

/** Whose parameters an object holds. */
export type Scope = 'record' | 'call' | 'batch';

function schemaOf(scope: Scope): ObjectSchema {
  const properties = {
    ...recordSchemas,
    ...(scope !== 'record' && callSchemas),
    ...(scope === 'batch' && batchSchemas),
  };
  return { type: 'object', additionalProperties: false, properties };
}

const schemas: Readonly<Record<Scope, ObjectSchema>> = /* @__PURE__ */ (() => ({
  record: schemaOf('record'),
  call: schemaOf('call'),
  batch: schemaOf('batch'),
}))();

// The cmdlet's own aliases.
const aliases: Readonly<Record<string, keyof RecordParameters>> = {
  RegionToCall: 'Region',
  AWSProfilesLocation: 'ProfileLocation',
  ProfilesLocation: 'ProfileLocation',
};

function nameTable(): ReadonlyMap<string, string> {
  const canonical = Object.keys(recordSchemas).map((name) => [name, name] as const);
  return new Map([...canonical, ...Object.entries(aliases)].map(([spelling, name]) => [spelling.toLowerCase(), name]));
}

const names = /* @__PURE__ */ nameTable();

/** The parameter that a name stands for, in any case, aliases included. */
export function parameterName(spelling: string): string | undefined {
  return names.get(spelling.toLowerCase());
}

/** The parameters of one object by their right names, and the problems found in them. */
export function readParameters(
  value: unknown,
  scope: Scope,
): [parameters: Parameters & BatchCallParameters, issues: ValidationIssue[]] {
  const twice: ValidationIssue[] = [];
  const schema = schemas[scope];
  const properties = schema.properties ?? {};
  const parameters: Record<string, unknown> = Object.create(null);
  for (const [spelling, member] of isObject(value) ? Object.entries(value) : []) {
    if (member == null) continue;
    // `confirm` asks, `Confirm` wants to be asked.
    const isOurs = Object.hasOwn(properties, spelling) && !(spelling === 'confirm' && typeof member === 'boolean');
    const name = (isOurs ? undefined : parameterName(spelling)) ?? spelling;
    if (name in parameters) twice.push(parameterIssue(name, 'uniqueNames', 'is given twice; remove one'));
    parameters[name] = member;
  }
  const { issues } = findIssues(schema, isObject(value) ? parameters : value);
  const fractions = FRACTIONS.filter((name) => name in parameters && Object.hasOwn(properties, name));
  const tooSmall = fractions.filter((name) => !(typeof parameters[name] === 'number' && Number(parameters[name]) > 0));
  const fractionIssues = tooSmall.map((name) =>
    parameterIssue(name, 'exclusiveMinimum', 'must be a number greater than 0'),
  );
  return [parameters, [...twice, ...issues, ...fractionIssues]];
}

/** The members that there are; nothing where there is none. */
function present(members: Record<string, unknown>): Record<string, unknown> | undefined {
  const given: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) if (member != null) given[name] = member;
  return Object.keys(given).length ? given : undefined;
}

/** The request that parameters stand for: `A_B` is the member B of the structure A, which is there when one of its members is. */
export function requestOf(parameters: Parameters): ForgotPasswordInput {
  const request = present({
    ClientId: parameters.ClientId,
    Username: parameters.Username,
    SecretHash: parameters.SecretHash,
    ClientMetadata: parameters.ClientMetadata,
    UserContextData: present({
      EncodedData: parameters.UserContextData_EncodedData,
      IpAddress: parameters.UserContextData_IpAddress,
    }),
    AnalyticsMetadata: present({ AnalyticsEndpointId: parameters.AnalyticsMetadata_AnalyticsEndpointId }),
  });
  // The request's schema says what is missing.
  return request as unknown as ForgotPasswordInput;
}
