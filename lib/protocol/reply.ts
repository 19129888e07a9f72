// The reply half of AWS's JSON 1.1 protocol; pure, and the same for every operation.
import { ResponseError, type ServiceError } from '../errors.ts';
import type { ErrorReply } from '../generated/types.ts';
import { isObject } from '../is-object.ts';
import { redact } from '../redact.ts';
import { judgeReply } from '../retry/verdict.ts';
import { serviceError } from '../service-exceptions.ts';
import type { Reply, ResponseHeaders } from '../transport/transport.ts';

// Null stands for absent in AWS's protocols. A member named __proto__ is dropped, as it could change the prototype of
// whatever it is later copied into.
const withoutUnwanted = (name: string, member: unknown): unknown =>
  name === '__proto__' || member === null ? undefined : member;

// No error is passed on: its message would quote the reply.
function parseObject(read: () => string): Record<string, unknown> | undefined {
  try {
    const body = read();
    // To look at each member triples the time of parsing, and hardly a reply holds any of this; an escape may hide it.
    // It also fails where nesting is too deep to be written out again, for which a short reply has no room.
    const isSuspect = body.length > 2_000 || /null|__p|\\u/.test(body);
    const value: unknown = JSON.parse(body, isSuspect ? withoutUnwanted : undefined);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// `Name`, `namespace#Name`, `Name:http://…`, in the body or in the header.
function errorName(raw: unknown): string | undefined {
  return typeof raw === 'string' ? /^(?:[^#,:]*#)?([\w.-]{1,128})\s*(?:[,:]|$)/.exec(raw)?.[1] : undefined;
}

// An emulator was seen to send a list of texts.
const textOf = (raw: unknown): string =>
  [raw]
    .flat()
    .filter((text) => typeof text === 'string')
    .join(' ');

function errorOf({ status, headers, body }: Reply, secrets: () => string[]): ServiceError {
  // Gateways and load balancers answer with HTML, or nothing.
  const reply: { readonly [Member in keyof ErrorReply]: unknown } = parseObject(body) ?? {};
  const names = [reply.__type, reply.code, headers.get('x-amzn-errortype')].map(errorName);
  const name = names.find((each) => each && !secrets().includes(each)) ?? `${status}`;
  const message = textOf(reply.message ?? reply.Message) || headers.get('x-amzn-errormessage') || `Status ${status}`;
  const [outcome, retryable] = judgeReply(status, name);
  const fault = status < 500 ? 'client' : 'server';
  const fields = { name, outcome, retryable, fault } as const;
  return serviceError(fields, redact(message, secrets()), message);
}

/**
 * The members of a reply at 2xx. `isResult` tells whether they are what the operation returns; `secrets` are asked for
 * when the reply is an error, to be redacted from it.
 *
 * @throws {@link ServiceError} at 4xx and 5xx; {@link ResponseError} `ERR_RESPONSE_REDIRECT` for a redirect,
 * `ERR_RESPONSE_INVALID` for a success without the JSON object that it should be.
 */
export function decodeReply(reply: Reply, isResult: (members: object) => boolean, secrets: () => string[]): object {
  const { status, body } = reply;
  if (status >= 400) throw errorOf(reply, secrets);
  // Status 0 is how fetch hides a redirect that it was told not to follow.
  if (!status || status >= 300) throw new ResponseError('REDIRECT');
  const members = parseObject(body);
  if (!members || !isResult(members)) throw new ResponseError('INVALID');
  return members;
}

/** The service's ID of a request. */
export function requestIdOf(headers: ResponseHeaders): string | undefined {
  return (
    headers.get('x-amzn-requestid') || headers.get('x-amzn-request-id') || headers.get('x-amz-request-id') || undefined
  );
}
