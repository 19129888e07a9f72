import type { TransportPhase } from '../errors.ts';
import { startDeadline } from './deadline.ts';
import { timeoutError, transportError } from './failure.ts';
import type { TimedTransport, Transport } from './transport.ts';

/** Gives a transport its limits: even one that heeds no signal cannot hold a call beyond its time. */
export function timed(transport: Transport): TimedTransport {
  return {
    send: (url, request, timeoutMs, callerSignal, maxResponseBytes) =>
      new Promise((resolve, reject) => {
        const controller = new AbortController();
        const { signal } = controller;
        let phase: TransportPhase = 'request';
        const end = (reason: unknown): void => {
          reject(reason);
          controller.abort(reason);
        };
        const onResponse = (): void => {
          phase = 'response';
        };
        const stop = startDeadline(timeoutMs, callerSignal, () => end(timeoutError(phase, timeoutMs)), end);
        // Async, so that a transport that throws is a transport that rejects.
        (async () => transport.send(url, { ...request, signal }, { maxResponseBytes, onResponse }))()
          .then(resolve, (error: unknown) => end(transportError(error, phase)))
          .finally(stop);
      }),
    close: async () => transport.close?.(),
  };
}
