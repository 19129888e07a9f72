// Gives a transport its limits: even one that heeds no signal cannot hold a call beyond its time.
import {
  type AttemptEnd,
  type Send,
  type Transport,
  type TransportResponse,
  timeLimitOf,
} from '../client/transport.ts';
import type { AttemptFailure } from '../errors/transport-errors.ts';
import { bodyBuffer } from '../protocol/body.ts';
import { startDeadline } from '../util/deadline.ts';

/** Reads the body of a response to its end; brings what decodes it, or nothing where it is larger than allowed. */
async function readBody(response: TransportResponse, maxBytes: number): Promise<(() => string) | undefined> {
  const reader = response.body?.getReader();
  if (!reader) {
    // React Native has no streams, and can only be held to the limit afterwards.
    const text = await response.text();
    return text.length > maxBytes ? undefined : () => text;
  }
  const body = bodyBuffer(maxBytes);
  for (;;) {
    const { value } = await reader.read();
    if (!value) return body.text;
    if (!body.add(value)) return undefined;
  }
}

/** Makes the function that carries attempts through a transport. */
export const timed =
  (transport: Transport): Send =>
  (url, request, limits) =>
    new Promise((resolve) => {
      const { signal, maxResponseBytes, onSend } = limits;
      const timeLimit = timeLimitOf(limits);
      const controller = new AbortController();
      let phase: AttemptFailure['phase'] = 'connect';

      const end = (result: AttemptEnd): void => {
        stop();
        resolve(result);
        // What is left of a failed exchange ends with it.
        if (!('status' in result)) controller.abort(signal?.reason);
      };
      const fail = (failure: Omit<AttemptFailure, 'phase'>): void => {
        end({ phase, ...failure });
      };
      const stop = startDeadline(timeLimit.timeoutMs, signal, () => fail(signal?.aborted ? {} : timeLimit));

      const exchange = async (): Promise<void> => {
        if (!timeLimit.timeoutMs) return fail(timeLimit);
        // Before a reply, whether there was a connection is not known.
        phase = undefined;
        onSend();
        const response = await transport(url, { signal: controller.signal, ...request });
        phase = 'response';
        const { status, headers } = response;
        const body = await readBody(response, maxResponseBytes);
        if (body) end({ status, headers, body });
        else fail({ maxResponseBytes });
      };
      exchange().catch((cause: unknown) => fail({ cause }));
    });
