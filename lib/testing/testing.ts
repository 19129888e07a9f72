// The entry `cognito-forgot-password/testing`: an Amazon Cognito user pool in process, for specs.

export type { OperationName } from '../operations/operation.ts';
export type { CognitoMessage } from './cognito.ts';
export { createCognito, type TestCognito } from './create-cognito.ts';
export {
  type ServiceErrorOptions,
  serviceError,
  type TransportErrorOptions,
  transportError,
} from './error-factories.ts';
export type { Fault, NamedFault } from './faults.ts';
export type { Fetch } from './in-process.ts';
export type { Listening, ListenOptions } from './listen.ts';
export type { CognitoAppClient, CognitoOptions, CognitoUser, PasswordPolicy, UserStatus } from './options.ts';
export type { CognitoRequest } from './service.ts';
