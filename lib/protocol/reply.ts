// The reply half of AWS's JSON 1.1 protocol; pure, and the same for every operation.
import { ResponseError, type ServiceError } from '../errors.ts';
import type { ErrorReply } from '../generated/types.ts';
import { isObject } from '../is-object.ts';
import { redact } from '../redact.ts';
import { judgeReply } from '../retry/verdict.ts';
import { serviceError } from '../service-exceptions.ts';
import { explain } from '../service-messages.ts';
import type { ResponseHeaders, TransportResponse } from '../transport/transport.ts';

// Null stands for absent in AWS's protocols. A member named __proto__ is dropped, as it could change the prototype of
// whatever it is later copied into. No error is passed on: its message would quote the reply.
function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body, (name, member) =>
      name === '__proto__' || member === null ? undefined : member,
    );
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// `Name`, `namespace#Name`, `Name:http://…`, in the body or in the header.
function errorName(raw: unknown): string | undefined {
  const name = String(raw)
    .replace(/[,:][\s\S]*/, '')
    .replace(/^[\s\S]*#/, '')
    .trim();
  return typeof raw === 'string' && /^[\w.-]{1,128}$/.test(name) ? name : undefined;
}

// An emulator was seen to send a list of texts.
const textOf = (raw: unknown): string =>
  [raw]
    .flat()
    .filter((text) => typeof text === 'string')
    .join(' ');

function errorOf({ status, headers, body }: TransportResponse, secrets: string[]): ServiceError {
  // Gateways and load balancers answer with HTML, or nothing.
  const reply: { readonly [Member in keyof ErrorReply]: unknown } = parseObject(body) ?? {};
  const names = [reply.__type, reply.code, headers.get('x-amzn-errortype')].map(errorName);
  const name = names.find((each) => each) ?? `${status}`;
  const message =
    textOf(reply.message) || textOf(reply.Message) || headers.get('x-amzn-errormessage') || `Status ${status}`;
  const reasonCode = errorName(reply.reasonCode);
  return serviceError(
    name,
    redact(name, secrets, Number.POSITIVE_INFINITY),
    status < 500 ? 'client' : 'server',
    ...judgeReply(status, name),
    redact(message, secrets),
    { ...explain(name, message), ...(reasonCode && { reasonCode }) },
  );
}

/**
 * The members of a reply at 2xx. `secrets` are called for when the reply is an error, to be redacted from it.
 *
 * @throws {@link ServiceError} at 4xx and 5xx; {@link ResponseError} `ERR_RESPONSE_REDIRECT` for a redirect,
 * `ERR_RESPONSE_INVALID` for a success without a JSON object.
 */
export function decodeReply(reply: TransportResponse, secrets: () => string[]): Readonly<Record<string, unknown>> {
  const { status, body } = reply;
  if (status >= 400) throw errorOf(reply, secrets());
  // Status 0 is how fetch hides a redirect that it was told not to follow.
  if (!status || status >= 300) throw new ResponseError('REDIRECT', 'The reply is a redirect');
  const members = parseObject(body);
  if (!members) throw new ResponseError('INVALID', 'The reply is no JSON object');
  return members;
}

/** The service's ID of a request. */
export function requestIdOf(headers: ResponseHeaders): string | undefined {
  for (const name of ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id']) {
    const id = headers.get(name);
    if (id) return id;
  }
  return undefined;
}
