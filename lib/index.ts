// The web build: no import of Node, no dependency, only globals of the web platform.
export type { BatchParameters, BatchProgress } from './bulk/batch-parameters.ts';
export { SkippedError, StoppedError, type StopReason } from './bulk/failures.ts';
export type { SkippedResult } from './bulk/skipped-result.ts';
export type { CallOptions } from './client/call-options.ts';
export type {
  ForgotPasswordClientConstructor,
  ForgotPasswordInput,
  ForgotPasswordOutput,
} from './client/client.ts';
export type { ForgotPasswordClientConfig } from './client/config.ts';
export type { Delivery } from './client/decide.ts';
export type { ClientEvent, SettingResolved } from './client/events.ts';
export type { CallRecorder, FinishedCall } from './client/history.ts';
export type {
  ResponseHeaders,
  Transport,
  TransportRequest,
  TransportResponse,
} from './client/transport.ts';
export { CallHistory, type CallHistoryOptions, type RecordedCall } from './cmdlet/call-history.ts';
export type { Confirm, ConfirmAnswer, ConfirmQuestion } from './cmdlet/confirmation.ts';
export type { BatchCallParameters, CallParameters, CmdletMessage, RecordParameters } from './cmdlet/parameters.ts';
export type {
  ResetForgottenPassword,
  ResetForgottenPasswordOutput,
  ResetForgottenPasswordParameters,
} from './cmdlet/reset-forgotten-password.ts';
export type { RecordResult, ResetForgottenPasswords } from './cmdlet/reset-forgotten-passwords.ts';
export type { Selected } from './cmdlet/select.ts';
export {
  ConfigurationError,
  type ConfigurationProblem,
  ForgotPasswordError,
  isForgotPasswordError,
  type Outcome,
  RequestValidationError,
  ResponseError,
  type ResponseMetadata,
  type ResponseProblem,
  type ServiceErrorFields,
  TransportError,
  type TransportPhase,
  type TransportProblem,
} from './errors/errors.ts';
export {
  CodeDeliveryFailureException,
  ForbiddenException,
  InternalErrorException,
  InvalidEmailRoleAccessPolicyException,
  InvalidLambdaResponseException,
  InvalidParameterException,
  InvalidSmsRoleAccessPolicyException,
  InvalidSmsRoleTrustRelationshipException,
  LimitExceededException,
  NotAuthorizedException,
  ResourceNotFoundException,
  ServiceError,
  type ServiceException,
  TooManyRequestsException,
  UnexpectedLambdaException,
  UserLambdaValidationException,
  UserNotFoundException,
} from './errors/exceptions.ts';
export { validateForgotPasswordRequest } from './operations/forgot-password.ts';
export {
  ForgotPasswordClient,
  forgotPassword,
  resetForgottenPassword,
  resetForgottenPasswords,
} from './platform/web.ts';
export { type EndpointOptions, resolveEndpoint } from './protocol/endpoint.ts';
export { computeSecretHash, type SecretHashInput } from './protocol/secret-hash.ts';
export type { ValidationIssue } from './schema/check.ts';
export type {
  AnalyticsMetadataType,
  CodeDeliveryDetailsType,
  ForgotPasswordRequest,
  ForgotPasswordResponse,
  UserContextDataType,
} from './schema/generated/types.ts';
