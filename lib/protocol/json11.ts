// AWS's JSON 1.1 protocol: requests out of members, and what replies say. Pure, and the same for every operation.
import { ResponseError, type ResponseErrorFields, ServiceError } from '../errors/errors.ts';
import { explain } from '../errors/reasons.ts';
import type { ErrorReply } from '../schema/generated/types.ts';
import { sentencesOf } from '../schema/issue.ts';
import type { ObjectSchema } from '../schema/schema.ts';
import { findIssues } from '../schema/validate.ts';
import { isObject, ownCopy } from '../util/is-object.ts';
import type { Redactor } from './redact.ts';

/** The headers of a reply, read by lower-case name: a `Headers` object fits. */
export interface ResponseHeaders {
  /** The value of one header; `null` or `undefined` where it is absent. */
  get(name: string): string | null | undefined;
}

/** One reply, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Decodes the body; throws when it is not UTF-8. */
  readonly body: () => string;
}

/** What is sent. */
export interface TransportRequest {
  readonly method: 'POST';
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, to be sent as UTF-8. Holds secrets: never to be logged. */
  readonly body: string;
  /** A redirect is an answer like any other: it must not be followed. */
  readonly redirect: 'manual';
}

/** Makes a request out of an operation's name, its members and further headers. */
export function encodeRequest(
  operation: string,
  members: object,
  headers: Readonly<Record<string, string>>,
): TransportRequest {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...headers,
    },
    body: JSON.stringify(members),
    redirect: 'manual',
  };
}

// It could change the prototype of whatever it is later copied into.
const withoutProto = (name: string, member: unknown): unknown => (name === '__proto__' ? undefined : member);

/** What a body's JSON says; `undefined` where it is none. */
function parse({ body }: Reply): unknown {
  try {
    const text = body();
    // To look at each member triples the time of parsing, and hardly a reply holds any of this; an escape may hide it.
    // It also fails where nesting is too deep to be written out again, for which a short reply has no room.
    const isSuspect = text.length > 2_000 || /__p|\\u/.test(text);
    return JSON.parse(text, isSuspect ? withoutProto : undefined);
  } catch {
    // The error is not passed on: its message would quote the reply.
    return undefined;
  }
}

type ErrorMembers = { readonly [Member in keyof ErrorReply]: unknown };

/**
 * The name of an AWS error: `Name`, `namespace#Name` or `Name:http://…`, in `__type`, in `code` beside a request ID, or in
 * the header. Its presence proves that the service itself answered. One in another form, or that holds a value of the
 * request, counts as absent.
 */
function errorNameOf(members: ErrorMembers, { headers }: Reply, redactor: Redactor): string | undefined {
  const code = headers.get('x-amzn-requestid') ? members.code : undefined;
  for (const text of [members.__type, code, headers.get('x-amzn-errortype')]) {
    const name = typeof text === 'string' && /^(?:[^,:]*#)?([a-z][\w.-]{0,127})(?:[,:]|$)/i.exec(text)?.[1];
    if (name && !redactor.holds(name)) return name;
  }
  return undefined;
}

/** A member as text; an emulator was seen to send a list of texts. */
const textOf = (member: unknown): string => (member == null || isObject(member) ? '' : String(member));

/** The service's own error; nothing where the reply does not bear the name of one. */
function serviceErrorOf(reply: Reply, redactor: Redactor): ServiceError | undefined {
  const parsed = parse(reply);
  const members: ErrorMembers = ownCopy(isObject(parsed) ? parsed : {});
  const { message, Message, reasonCode } = members;
  const original = textOf(message) || textOf(Message) || textOf(reply.headers.get('x-amzn-errormessage'));
  // The service's own reply to a request whose target header was lost on the way has no name.
  const isTargetLost = /did not understand the operation/i.test(original);
  const name = errorNameOf(members, reply, redactor) ?? (isTargetLost ? 'BadRequest' : undefined);
  if (!name) return undefined;
  return new ServiceError(redactor.redact(original || name), {
    name,
    fault: reply.status < 500 ? undefined : 'server',
    // Of the original message, in which a username may be a word that matters.
    ...explain(name, original),
    reasonCode: typeof reasonCode === 'string' ? redactor.redact(reasonCode) : undefined,
  });
}

/** The service's ID of a request, where it has the form of one and holds no value of the request. */
export function requestIdOf({ headers }: Reply, redactor: Redactor): string | undefined {
  const id = headers.get('x-amzn-requestid') || headers.get('x-amzn-request-id') || headers.get('x-amz-request-id');
  return id && /^[\w-]{1,128}$/.test(id) && !redactor.holds(id) ? id : undefined;
}

/**
 * The members of a reply at 2xx that keeps to the schema. For everything else, the error: a {@link ServiceError} where it
 * bears the name of an AWS error, otherwise a {@link ResponseError}. It is not thrown, as a custom transport, which is
 * asked for headers here, could throw the same.
 */
export function decodeReply(
  reply: Reply,
  schema: ObjectSchema,
  host: string,
  redactor: Redactor,
): object | ServiceError | ResponseError {
  const { status } = reply;
  const refuse = (problem: string, fields?: ResponseErrorFields): ResponseError =>
    new ResponseError(`The reply from ${host} (status ${status}) ${problem}. Check the endpoint.`, fields);
  if (status >= 400) {
    return (
      serviceErrorOf(reply, redactor) ??
      refuse('bears no name of an AWS error: a proxy or gateway may have answered in place of the service')
    );
  }
  if (!status && status !== 0) return new ResponseError(`The reply from ${host} has no status. Check the transport.`);
  // Status 0 is how fetch hides a redirect that it was told not to follow.
  if (!(status >= 200 && status < 300)) {
    return refuse('is a redirect, which is not followed', { code: 'ERR_RESPONSE_REDIRECT' });
  }
  const members = parse(reply);
  if (!isObject(members)) return refuse('is not a JSON object');
  const { issues, total } = findIssues(schema, members);
  return total ? refuse(`is invalid: ${sentencesOf(issues, total)}`, { issues }) : members;
}
