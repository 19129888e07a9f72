// The request half of AWS's JSON 1.1 protocol; pure, and the same for every operation.
import type { TransportRequest } from '../client/transport.ts';

/** Makes a request out of an operation's `target` (service and operation), its members and further headers. */
export function buildRequest(
  target: string,
  members: object,
  headers: Readonly<Record<string, string>>,
): TransportRequest {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...headers },
    body: JSON.stringify(members),
    redirect: 'manual',
  };
}
