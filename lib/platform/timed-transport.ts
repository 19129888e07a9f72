import type { Send, Transport, TransportResponse } from '../client/transport.ts';
import type { TransportPhase } from '../errors/errors.ts';
import { transportError } from '../errors/transport-failure.ts';
import { type BodyReader, bodyReader, checkSize } from '../protocol/body.ts';
import { startDeadline } from '../util/deadline.ts';

async function readBody(response: TransportResponse, maxBytes: number): Promise<BodyReader> {
  const stream = response.body?.getReader();
  if (!stream) {
    // React Native has no streams, and can only be held to the limit afterwards.
    const text = await response.text();
    checkSize(text.length, maxBytes);
    return () => text;
  }
  const read = bodyReader(maxBytes);
  for (;;) {
    const { value } = await stream.read();
    if (!value) return read;
    read(value);
  }
}

/** Gives a transport its limits: even one that heeds no signal cannot hold a call beyond its time. */
export const timed =
  (transport: Transport): Send =>
  (url, request, timeoutMs, callerSignal, maxResponseBytes, onSend) =>
    new Promise((resolve, reject) => {
      const controller = new AbortController();
      let phase: TransportPhase = 'request';
      const fail = (error: unknown): void => {
        stop();
        controller.abort(error);
        reject(transportError(error, phase));
      };
      const exchange = async (): Promise<void> => {
        onSend();
        const response = await transport(url, { ...request, signal: controller.signal });
        phase = 'response';
        const { status, headers } = response;
        const body = await readBody(response, maxResponseBytes);
        stop();
        resolve({ status, headers, body });
      };
      const stop = startDeadline(
        timeoutMs,
        callerSignal,
        () => fail(transportError(undefined, phase, 'timeout')),
        fail,
      );
      // Not even an error that cannot be looked at keeps the call.
      exchange().catch(fail).catch(reject);
    });
