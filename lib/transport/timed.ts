import type { TransportPhase } from '../errors.ts';
import { bodyReader, checkSize } from './body.ts';
import { within } from './deadline.ts';
import { timeoutError, transportError } from './failure.ts';
import type { Reply, TimedTransport, Transport, TransportResponse } from './transport.ts';

async function readBody(response: TransportResponse, maxBytes: number): Promise<string> {
  const stream = response.body?.getReader();
  if (!stream) {
    // React Native has no streams, and can only be held to the limit afterwards.
    const text = await response.text();
    checkSize(text.length, maxBytes);
    return text;
  }
  const read = bodyReader(maxBytes);
  for (;;) {
    const { value } = await stream.read();
    const text = read(value);
    if (!value) return text;
  }
}

/** Gives a transport its limits: even one that heeds no signal cannot hold a call beyond its time. */
export function timed(transport: Transport): TimedTransport {
  return {
    async send(url, request, timeoutMs, callerSignal, maxResponseBytes, onSend) {
      const controller = new AbortController();
      const { signal } = controller;
      let phase: TransportPhase = 'request';
      const exchange = async (): Promise<Reply> => {
        onSend();
        const response = await transport(url, { ...request, signal });
        phase = 'response';
        const { status, headers } = response;
        return { status, headers, body: await readBody(response, maxResponseBytes) };
      };
      try {
        return await within(exchange(), timeoutMs, callerSignal, () => timeoutError(phase, timeoutMs));
      } catch (error) {
        controller.abort(error);
        throw transportError(error, phase);
      }
    },
    close: async () => {},
  };
}
