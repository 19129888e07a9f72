// AWS's JSON 1.1 protocol: requests out of members, and what replies say. Pure, and the same for every operation.
import { ResponseError, ServiceError } from '../errors/errors.ts';
import { isServerFaultName } from '../errors/names.ts';
import { explain } from '../errors/reasons.ts';
import type { ErrorReply } from '../schema/generated/types.ts';
import { isObject } from '../util/is-object.ts';
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

/** The own members of an error reply's body. */
function errorMembersOf(reply: Reply): ErrorMembers {
  const members = parse(reply);
  return Object.assign(Object.create(null), isObject(members) ? members : {});
}

/**
 * The name of an AWS error: `Name`, `namespace#Name` or `Name:http://…`, in `__type`, in `code` beside a request ID, or in
 * the header. Its presence proves that the service itself answered. One in another form, or that holds a value of the
 * request, counts as absent.
 */
function errorNameOf(members: ErrorMembers, { headers }: Reply, { holds }: Redactor): string | undefined {
  const code = headers.get('x-amzn-requestid') ? members.code : undefined;
  for (const raw of [members.__type, code, headers.get('x-amzn-errortype')]) {
    if (typeof raw !== 'string') continue;
    const name = raw.replace(/[,:].*/s, '').replace(/^.*#/s, '');
    if (/^[A-Za-z][\w.-]{0,127}$/.test(name) && !holds(name)) return name;
  }
  return undefined;
}

/** A member as text; an emulator was seen to send a list of texts. */
const textOf = (member: unknown): string => (member == null || isObject(member) ? '' : String(member));

/** The service's own reply to a request whose target header was lost on the way. */
const isTargetLost = (message: string): boolean => /did not understand the operation/i.test(message);

/** @throws {@link ServiceError} where the reply bears the name of an AWS error, otherwise {@link ResponseError}. */
function throwError(reply: Reply, host: string, redactor: Redactor): never {
  const members = errorMembersOf(reply);
  const original =
    textOf(members.message) || textOf(members.Message) || textOf(reply.headers.get('x-amzn-errormessage'));
  const name = errorNameOf(members, reply, redactor) ?? (isTargetLost(original) ? 'BadRequest' : undefined);
  if (!name) {
    const message = `${host} answered with status ${reply.status} and without the name of an AWS error: a proxy or gateway may have answered in place of the service. Check the endpoint and what stands before it.`;
    throw new ResponseError(message);
  }
  const { reasonCode } = members;
  throw new ServiceError(redactor.redact(original || name), {
    name,
    fault: reply.status < 500 && !isServerFaultName(name) ? 'client' : 'server',
    // Of the original message, in which a username may be a word that matters.
    ...explain(name, original),
    reasonCode: typeof reasonCode === 'string' ? redactor.redact(reasonCode) : undefined,
  });
}

/** The service's ID of a request, where it has the form of one and holds no value of the request. */
export function requestIdOf({ headers }: Reply, redactor: Redactor): string | undefined {
  for (const name of ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id']) {
    const id = headers.get(name);
    if (id) return /^[\w-]{1,128}$/.test(id) && !redactor.holds(id) ? id : undefined;
  }
  return undefined;
}

/**
 * The members of a reply at 2xx.
 *
 * @throws {@link ServiceError} for the service's own error; {@link ResponseError} `ERR_RESPONSE_REDIRECT` for a redirect,
 * `ERR_RESPONSE_INVALID` for an error without a name, and for a success that is not a JSON object.
 */
export function decodeReply(reply: Reply, host: string, redactor: Redactor): object {
  const { status } = reply;
  if (status >= 400) throwError(reply, host, redactor);
  // Status 0 is how fetch hides a redirect that it was told not to follow.
  if (!(status >= 200 && status < 300)) {
    const message = `${host} answered with a redirect${status ? ` (status ${status})` : ''}, which is not followed. Check the endpoint.`;
    throw new ResponseError(message, { code: 'ERR_RESPONSE_REDIRECT' });
  }
  const members = parse(reply);
  if (!isObject(members)) {
    throw new ResponseError(`The reply from ${host} is not a JSON object (status ${status}). Check the endpoint.`);
  }
  return members;
}
