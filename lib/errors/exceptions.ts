// The 15 exceptions that Amazon Cognito's service model lists for ForgotPassword, as subclasses of ServiceError.
//
// A bundler drops what an application does not import: each of these classes, and what is known of the service's messages,
// which comes with ServiceError and its subclasses. A bundle without them makes a plain ServiceError of the right name in
// their place, without reason and hint, which only an import of one of them gives access to anyway.
import { ServiceError as PlainServiceError, type ServiceErrorFields } from './errors.ts';
import { explain } from './reasons.ts';

type Constructor = new (code: string, message: string, fields: ServiceErrorFields) => PlainServiceError;

/** Makes the error of a service's reply; `original` is its message, not redacted. */
export let serviceError = (
  ...all: [code: string, message: string, fields: ServiceErrorFields, original: string]
): PlainServiceError => new PlainServiceError(...(all as unknown as ConstructorParameters<Constructor>));

const classes = /* @__PURE__ */ new Map<string, Constructor>();

function explained<Class extends Constructor>(errorClass: Class): Class {
  serviceError = (code, message, fields, original) => {
    const ErrorClass = classes.get(fields.name) ?? PlainServiceError;
    return new ErrorClass(code, message, { ...fields, ...explain(fields.name, original) });
  };
  return errorClass;
}

/** The class of one modelled exception: its instances carry that exception's name. */
export interface ServiceException<Name extends string> {
  new (code: string, message: string, fields: ServiceErrorFields): PlainServiceError & { readonly name: Name };
}

function modelled<const Name extends string>(name: Name): ServiceException<Name> {
  class Exception extends PlainServiceError {
    declare readonly name: Name;
  }
  Object.defineProperty(Exception, 'name', { value: name });
  classes.set(name, explained(Exception));
  return Exception;
}

/**
 * The service answered with an error. `name` is the exception's name, or the status where the reply names none;
 * `message` is the service's own, with every sensitive value of the request replaced by `[redacted]`.
 */
export const ServiceError = /* @__PURE__ */ explained(PlainServiceError);
export type ServiceError = PlainServiceError;

/** The verification code could not be delivered. */
export const CodeDeliveryFailureException = /* @__PURE__ */ modelled('CodeDeliveryFailureException');
export type CodeDeliveryFailureException = InstanceType<typeof CodeDeliveryFailureException>;

/** AWS WAF refused the request, by the web ACL of the user pool. */
export const ForbiddenException = /* @__PURE__ */ modelled('ForbiddenException');
export type ForbiddenException = InstanceType<typeof ForbiddenException>;

/** The service failed. The only modelled server fault: a code may have gone out. */
export const InternalErrorException = /* @__PURE__ */ modelled('InternalErrorException');
export type InternalErrorException = InstanceType<typeof InternalErrorException>;

/** Cognito may not use the pool's e-mail identity. */
export const InvalidEmailRoleAccessPolicyException = /* @__PURE__ */ modelled('InvalidEmailRoleAccessPolicyException');
export type InvalidEmailRoleAccessPolicyException = InstanceType<typeof InvalidEmailRoleAccessPolicyException>;

/** A Lambda trigger answered with something that Cognito cannot read. */
export const InvalidLambdaResponseException = /* @__PURE__ */ modelled('InvalidLambdaResponseException');
export type InvalidLambdaResponseException = InstanceType<typeof InvalidLambdaResponseException>;

/** The service refused a parameter, or the user has no verified address. */
export const InvalidParameterException = /* @__PURE__ */ modelled('InvalidParameterException');
export type InvalidParameterException = InstanceType<typeof InvalidParameterException>;

/** The pool's SMS role may not publish. */
export const InvalidSmsRoleAccessPolicyException = /* @__PURE__ */ modelled('InvalidSmsRoleAccessPolicyException');
export type InvalidSmsRoleAccessPolicyException = InstanceType<typeof InvalidSmsRoleAccessPolicyException>;

/** The pool's SMS role does not trust Cognito, or its external ID differs. */
export const InvalidSmsRoleTrustRelationshipException = /* @__PURE__ */ modelled(
  'InvalidSmsRoleTrustRelationshipException',
);
export type InvalidSmsRoleTrustRelationshipException = InstanceType<typeof InvalidSmsRoleTrustRelationshipException>;

/** A limit of the user (per hour) or of the account (per day) is reached. Never retried. */
export const LimitExceededException = /* @__PURE__ */ modelled('LimitExceededException');
export type LimitExceededException = InstanceType<typeof LimitExceededException>;

/** The user, the secret hash or the pool's settings do not allow it; `reason` says which. */
export const NotAuthorizedException = /* @__PURE__ */ modelled('NotAuthorizedException');
export type NotAuthorizedException = InstanceType<typeof NotAuthorizedException>;

/** The app client does not exist, at least not in this region. */
export const ResourceNotFoundException = /* @__PURE__ */ modelled('ResourceNotFoundException');
export type ResourceNotFoundException = InstanceType<typeof ResourceNotFoundException>;

/** The account's request rate is exceeded. No code went out. */
export const TooManyRequestsException = /* @__PURE__ */ modelled('TooManyRequestsException');
export type TooManyRequestsException = InstanceType<typeof TooManyRequestsException>;

/** A Lambda trigger failed unexpectedly. */
export const UnexpectedLambdaException = /* @__PURE__ */ modelled('UnexpectedLambdaException');
export type UnexpectedLambdaException = InstanceType<typeof UnexpectedLambdaException>;

/** A Lambda trigger refused the request. */
export const UserLambdaValidationException = /* @__PURE__ */ modelled('UserLambdaValidationException');
export type UserLambdaValidationException = InstanceType<typeof UserLambdaValidationException>;

/** There is no such user. */
export const UserNotFoundException = /* @__PURE__ */ modelled('UserNotFoundException');
export type UserNotFoundException = InstanceType<typeof UserNotFoundException>;
