// The transport of the web build: the platform's own fetch.
import { bodyReader, checkSize } from './body.ts';
import type { Transport } from './transport.ts';

/** Sends with the global `fetch` as it is at the time of the call. */
export const fetchTransport: Transport = {
  async send(url, request, { maxResponseBytes, onResponse }) {
    const response = await fetch(url, request);
    const { status, headers } = response;
    onResponse();
    const stream = response.body?.getReader();
    let body: string;
    if (stream) {
      const read = bodyReader(maxResponseBytes);
      for (;;) {
        const { value } = await stream.read();
        body = read(value);
        if (!value) break;
      }
    } else {
      // React Native has no streams, and can only be held to the limit afterwards.
      body = await response.text();
      checkSize(body.length, maxResponseBytes);
    }
    return { status, headers, body };
  },
};
