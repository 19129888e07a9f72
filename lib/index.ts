// The web build: no import of Node, no dependency, only globals of the web platform.
export type { BatchParameters, BatchProgress } from './bulk/batch-parameters.ts';
export { SkippedError, StoppedError, type StopReason } from './bulk/failures.ts';
export type { SkippedResult } from './bulk/skipped-result.ts';
export type { CallOptions } from './call-options.ts';
export type {
  ForgotPasswordClientConstructor,
  ForgotPasswordInput,
  ForgotPasswordOutput,
} from './client.ts';
export type { ForgotPasswordClientConfig } from './client-config.ts';
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
export { type EndpointOptions, resolveEndpoint } from './endpoint/resolve-endpoint.ts';
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
} from './errors.ts';
export type { ClientEvent, SettingResolved } from './events.ts';
export type {
  AnalyticsMetadataType,
  CodeDeliveryDetailsType,
  ForgotPasswordRequest,
  ForgotPasswordResponse,
  UserContextDataType,
} from './generated/types.ts';
export type { CallRecorder, FinishedCall } from './history-recorder.ts';
export { validateForgotPasswordRequest } from './operations/forgot-password.ts';
export {
  ForgotPasswordClient,
  forgotPassword,
  resetForgottenPassword,
  resetForgottenPasswords,
} from './platform/web.ts';
export type { Delivery } from './retry/verdict.ts';
export { computeSecretHash, type SecretHashInput } from './secret-hash.ts';
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
} from './service-exceptions.ts';
export type {
  ResponseHeaders,
  Transport,
  TransportRequest,
  TransportResponse,
} from './transport/transport.ts';
export type { ValidationIssue } from './validation/check.ts';
