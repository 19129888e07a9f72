// The Node build: the same names as index.ts, over undici.
export type {
  CallOptions,
  ForgotPasswordClientConstructor,
  ForgotPasswordInput,
  ForgotPasswordOutput,
} from './client.ts';
export type { ForgotPasswordClientConfig } from './client-config.ts';
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
export type { CallRecorder, RecordedCall } from './history-recorder.ts';
export { validateForgotPasswordRequest } from './operations/forgot-password.ts';
export { ForgotPasswordClient, forgotPassword } from './platform/node.ts';
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
export type { ValidationIssue } from './validation/checks.ts';
