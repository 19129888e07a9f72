// How an application tells failures apart.
import {
  type AnyForgotPasswordError,
  type ConfigurationError,
  type ErrorCode,
  isForgotPasswordError,
  type Outcome,
  type Reason,
  type RequestValidationError,
  type ResponseError,
  ServiceError,
  type TransportError,
} from 'cognito-forgot-password';

export function describe(error: AnyForgotPasswordError): string {
  switch (error.code) {
    case 'ERR_REQUEST_INVALID': {
      const narrowed: RequestValidationError = error;
      return narrowed.issues.map(({ path, message }) => `${path} ${message}`).join();
    }
    case 'ERR_CONFIGURATION_REGION':
    case 'ERR_CONFIGURATION_PLATFORM': {
      const narrowed: ConfigurationError = error;
      return narrowed.message;
    }
    case 'ERR_SERVICE_CLIENT':
    case 'ERR_SERVICE_SERVER': {
      const narrowed: ServiceError = error;
      return `${narrowed.name} ${narrowed.fault} ${narrowed.reason} ${narrowed.hint}`;
    }
    case 'ERR_TRANSPORT_DNS':
    case 'ERR_TRANSPORT_TIMEOUT': {
      const narrowed: TransportError = error;
      return `${narrowed.phase} ${narrowed.host}`;
    }
    case 'ERR_RESPONSE_TOO_LARGE': {
      const narrowed: ResponseError = error;
      return narrowed.outcome;
    }
    // @ts-expect-error No error has this code.
    case 'ERR_NOTHING':
      return '';
    default: {
      const code: ErrorCode = error.code;
      return code;
    }
  }
}

export const reason: Reason = 'USER_DISABLED';
export const code: ErrorCode = 'ERR_STOPPED_BUDGET';
export const outcome: Outcome = 'not-sent';
// @ts-expect-error A reason that does not exist.
export const wrongReason: Reason = 'USER_DISABLE';
// @ts-expect-error A code that does not exist.
export const wrongCode: ErrorCode = 'ERR_SERVICE';
// @ts-expect-error An outcome that does not exist.
export const wrongOutcome: Outcome = 'sent';

export function isDisabled(error: unknown): boolean {
  // @ts-expect-error A reason that does not exist never equals one.
  if (error instanceof ServiceError && error.reason === 'USER_DISABLE') return true;
  return error instanceof ServiceError && error.reason === 'USER_DISABLED';
}

export function codeOf(error: unknown): ErrorCode | undefined {
  return isForgotPasswordError(error) ? error.code : undefined;
}
