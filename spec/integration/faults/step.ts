// What the faulty service does with one attempt: whether it acts (sends a code, or changes a password), and what becomes of
// its reply.

/** One connection, as a step sees it. */
export interface Line {
  /** Writes bytes, once those written before are on their way. */
  send(bytes: string): void;
  /** Ends the connection after what was sent (FIN). */
  end(): void;
  /** Breaks the connection (RST). */
  reset(): void;
  /** Runs `work` after a while, unless the caller has gone. */
  later(delayMs: number, work: () => void): void;
}

/** One way to treat an attempt. */
export interface Step {
  readonly name: string;
  /** The row of the table that it counts for. */
  readonly family: string;
  /** When the service acts: at once, only when the caller has gone, or not at all. */
  readonly acts: 'at-once' | 'late' | 'never';
  /** What the reply tells whoever can read it; a `shed` request may be sent again. */
  readonly says: 'accepted' | 'rejected' | 'shed' | 'nothing';
  /** Only the caller's own patience ends it. */
  readonly isEndless: boolean;
  /** Sends more than one whole reply: whoever is next on the connection is in doubt. */
  readonly leavesRest: boolean;
  readonly play: (line: Line) => void;
}

const REASONS: Readonly<Record<number, string>> = { 200: 'OK', 400: 'Bad Request', 503: 'Service Unavailable' };

/** The bytes of a whole reply. */
export function reply(status: number, body: string, headers: readonly string[] = []): string {
  const lines = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}`,
    'content-type: application/x-amz-json-1.1',
    'x-amzn-requestid: 00000000-0000-4000-8000-000000000000',
    ...headers,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** The bytes of a whole reply of a proxy or gateway, which knows nothing of the service's request IDs. */
export const byIntermediary = (status: number, body: string, headers?: readonly string[]): string =>
  reply(status, body, headers).replace(/x-amzn-requestid: .*\r\n/, '');

/** The bytes of an error reply of the JSON 1.1 protocol. */
export function refusal(status: number, name: string, headers?: readonly string[]): string {
  return reply(status, JSON.stringify({ __type: name, message: 'No.' }), headers);
}
