// The web build: no import of Node, no dependency, only globals of the web platform.
import { memoryJournal } from './bulk/journal.ts';
import { BaseClient, openCaller, withClient } from './client/client.ts';
import type { CallOptions, ForgotPasswordClientConfig } from './client/config.ts';
import type { CmdletPlatform } from './cmdlet/platform.ts';
import { defineResetForgottenPassword, type ResetForgottenPassword } from './cmdlet/reset-forgotten-password.ts';
import { defineResetForgottenPasswords, type ResetForgottenPasswords } from './cmdlet/reset-forgotten-passwords.ts';
import { ConfigurationError } from './errors/errors.ts';
import type { ConfirmForgotPasswordInput, ConfirmForgotPasswordOutput } from './operations/confirm-forgot-password.ts';
import type { ForgotPasswordInput, ForgotPasswordOutput } from './operations/forgot-password.ts';
import { webPlatform } from './platform/web.ts';

export type { BatchParameters, BatchProgress } from './bulk/batch-parameters.ts';
export {
  type InspectJournal,
  inspectJournal,
  type JournalInspection,
  type Salvage,
  type SalvageJournal,
  salvageJournal,
} from './bulk/inspect-journal.ts';
export type { RecordOutcome } from './bulk/journal-entry.ts';
export type { SkippedResult } from './bulk/skipped-result.ts';
export type { CallOptions, ForgotPasswordClientConfig } from './client/config.ts';
export type { Delivery } from './client/decide.ts';
export type {
  AttemptStarted,
  CallFinished,
  ClientEvent,
  EventDetails,
  ResponseReceived,
  RetryScheduled,
  SettingResolved,
} from './client/events.ts';
export type { CallRecorder, FinishedCall } from './client/history.ts';
export type { Transport, TransportResponse } from './client/transport.ts';
export { CallHistory, type CallHistoryOptions, type RecordedCall } from './cmdlet/call-history.ts';
export type { Confirm, ConfirmAnswer, ConfirmQuestion } from './cmdlet/confirm.ts';
export type { BatchCallParameters, CallParameters, CmdletMessage, RecordParameters } from './cmdlet/parameters.ts';
export type {
  ResetForgottenPassword,
  ResetForgottenPasswordOutput,
  ResetForgottenPasswordParameters,
} from './cmdlet/reset-forgotten-password.ts';
export type { RecordResult, ResetForgottenPasswords } from './cmdlet/reset-forgotten-passwords.ts';
export type { Selected } from './cmdlet/select.ts';
export { ForgotPasswordError } from './errors/base-error.ts';
export type {
  ConfigurationErrorCode,
  ErrorCode,
  Outcome,
  RequestErrorCode,
  ResponseErrorCode,
  ResponseMetadata,
  ServiceErrorCode,
  StoppedErrorCode,
  TransportErrorCode,
  TransportPhase,
} from './errors/codes.ts';
export {
  type AnyForgotPasswordError,
  ConfigurationError,
  type ConfigurationErrorFields,
  isForgotPasswordError,
  RequestValidationError,
  type RequestValidationFields,
  ResponseError,
  type ResponseErrorFields,
  ServiceError,
  type ServiceErrorFields,
  SkippedError,
  type SkippedErrorFields,
  StoppedError,
  type StoppedErrorFields,
  TransportError,
  type TransportErrorFields,
} from './errors/errors.ts';
export * from './errors/exceptions.ts';
export type { Reason } from './errors/reasons.ts';
export {
  type ConfirmForgotPasswordInput,
  type ConfirmForgotPasswordOutput,
  validateConfirmForgotPasswordRequest,
} from './operations/confirm-forgot-password.ts';
export {
  type ForgotPasswordInput,
  type ForgotPasswordOutput,
  validateForgotPasswordRequest,
} from './operations/forgot-password.ts';
export type { OperationName } from './operations/operation.ts';
export { type EndpointOptions, resolveEndpoint } from './protocol/endpoint.ts';
export type { ResponseHeaders, TransportRequest } from './protocol/json11.ts';
export { computeSecretHash, type SecretHashInput } from './protocol/secret-hash.ts';
export type {
  AnalyticsMetadataType,
  CodeDeliveryDetailsType,
  ConfirmForgotPasswordRequest,
  ConfirmForgotPasswordResponse,
  ForgotPasswordRequest,
  ForgotPasswordResponse,
  UserContextDataType,
} from './schema/generated/types.ts';
export type { ValidationIssue } from './schema/issue.ts';

/** Calls Amazon Cognito with the platform's `fetch`. Keeps retry quota and settings from call to call. */
export class ForgotPasswordClient extends BaseClient {
  /** @throws {@link ConfigurationError} when an option is unknown, of the wrong type or out of range. */
  constructor(config: ForgotPasswordClientConfig = {}) {
    super(config, webPlatform);
  }
}

/**
 * Asks for a code with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `forgotPassword` throw.
 */
export async function forgotPassword(
  request: ForgotPasswordInput,
  config?: ForgotPasswordClientConfig,
  options?: CallOptions,
): Promise<ForgotPasswordOutput> {
  return withClient(new ForgotPasswordClient(config), (client) => client.forgotPassword(request, options));
}

/**
 * Sets a new password with a client of its own, which is closed afterwards.
 *
 * @throws everything that the client's constructor and its `confirmForgotPassword` throw.
 */
export async function confirmForgotPassword(
  request: ConfirmForgotPasswordInput,
  config?: ForgotPasswordClientConfig,
  options?: CallOptions,
): Promise<ConfirmForgotPasswordOutput> {
  return withClient(new ForgotPasswordClient(config), (client) => client.confirmForgotPassword(request, options));
}

/** Refuses what needs files. */
function refuse(name: string): never {
  throw new ConfigurationError(`${name} works on Node only; remove it`, { code: 'ERR_CONFIGURATION_PLATFORM' });
}

const cmdletPlatform: CmdletPlatform = {
  openCaller(config, profileLocation) {
    if (profileLocation) refuse('ProfileLocation');
    return openCaller(config, webPlatform);
  },
  async openJournal(path, options) {
    if (path) refuse('journal');
    return memoryJournal(options);
  },
  fillInSettings: async (config) => config,
};

/** The cmdlet, for one user. */
export const resetForgottenPassword: ResetForgottenPassword =
  /* @__PURE__ */ defineResetForgottenPassword(cmdletPlatform);

/** The cmdlet, for each record of a source. */
export const resetForgottenPasswords: ResetForgottenPasswords =
  /* @__PURE__ */ defineResetForgottenPasswords(cmdletPlatform);
