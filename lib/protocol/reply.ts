// The reply half of AWS's JSON 1.1 protocol; pure, and the same for every operation.

import { throttling } from '../client/decide.ts';
import type { Reply, ResponseHeaders } from '../client/transport.ts';
import { ResponseError, type ServiceError } from '../errors/errors.ts';
import { serviceError } from '../errors/exceptions.ts';
import type { ErrorReply } from '../schema/generated/types.ts';

// It could change the prototype of whatever it is later copied into.
export const withoutProto = (name: string, member: unknown): unknown => (name === '__proto__' ? undefined : member);

/** What a body's JSON says; `undefined` where it is none. `read` may throw. */
function parsed(read: () => string): unknown {
  try {
    const body = read();
    // To look at each member triples the time of parsing, and hardly a reply holds any of this; an escape may hide it.
    // It also fails where nesting is too deep to be written out again, for which a short reply has no room.
    return JSON.parse(body, body.length > 2_000 || /__p|\\u/.test(body) ? withoutProto : undefined);
  } catch {
    // No error is passed on: its message would quote the reply.
    return undefined;
  }
}

/** The error that a reply at 4xx or 5xx tells, without the values of `secrets`. */
export const errorOf = (
  status: number,
  headers: ResponseHeaders,
  reply: { readonly [Member in keyof ErrorReply]: unknown },
  secrets: string[],
): ServiceError => {
  // `Name`, `namespace#Name`, `Name:http://…`, in the body or in the header.
  const name =
    [reply.__type, reply.code, headers.get('x-amzn-errortype')]
      .map((raw) =>
        String(raw ?? '')
          .replace(/[,:].*/s, '')
          .replace(/^.*#/s, ''),
      )
      .find((each) => /^[a-z][\w.-]{0,127}$/i.test(each) && !secrets.includes(each)) ?? `${status}`;
  // An emulator was seen to send a list of texts.
  const message = `${reply.message || reply.Message || headers.get('x-amzn-errormessage') || name}`;
  // At 503 the service shed the request before it acted.
  const isShed = throttling.test(status + name) || /^503(?!limit)/i.test(status + name);
  const isTransient = /^50[024](?!limit)|timeout/i.test(status + name);
  const fault = status < 500 ? 'client' : 'server';
  return serviceError(
    `service_${fault}`,
    // The longest first, as one may hold another.
    secrets
      .sort((a, b) => b.length - a.length)
      .reduce((text, secret) => text.replaceAll(secret || '\0', '\0'), message)
      .replaceAll('\0', '[redacted]'),
    {
      name,
      fault,
      retryable: isShed || isTransient,
      outcome: isShed || (!isTransient && status < 500) ? 'rejected' : 'unknown',
    },
    message,
  );
};

/** The service's ID of a request. */
export const requestIdOf = (headers: ResponseHeaders): string | undefined =>
  headers.get('x-amzn-requestid') || headers.get('x-amzn-request-id') || headers.get('x-amz-request-id') || undefined;

/**
 * The JSON of a reply at 2xx; `undefined` where it is none. `secretsOf` is asked when the reply is an error, for what is to
 * be redacted from it.
 *
 * @throws {@link ServiceError} at 4xx and 5xx; {@link ResponseError} `ERR_RESPONSE_REDIRECT` for a redirect.
 */
export function decodeReply({ status, headers, body }: Reply, secretsOf: () => string[]): unknown {
  if (status >= 400) throw errorOf(status, headers, Object(parsed(body)), secretsOf());
  // Status 0 is how fetch hides a redirect that it was told not to follow.
  if (!status || status >= 300) throw new ResponseError('response_redirect', 'redirect');
  return parsed(body);
}
