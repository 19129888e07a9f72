// The web platform: globals of the web, as they are at the time of a call.

import { type ForgotPasswordClientConfig, optionsSchema } from '../client/config.ts';
import type { Platform, Route } from '../client/platform.ts';
import type { Transport } from '../client/transport.ts';
import { endpointOf } from '../protocol/endpoint.ts';
import type { TransportRequest } from '../protocol/json11.ts';
import { webHmac } from '../protocol/secret-hash.ts';
import { userAgent } from '../protocol/user-agent.ts';
import { webOptions } from '../schema/generated/options.ts';
import { timed } from './timed-transport.ts';

/** What a platform's fetch takes for a body that it cannot send a second time by itself. */
function unrepeatable({ body, headers }: TransportRequest): RequestInit & { readonly duplex?: 'half' } {
  // undici's, which is Node's, sends everything but a stream again after a 421. This is how its copies find each other,
  // once they are loaded, which reading a global of theirs does.
  const isUndici = typeof Request === 'function' && Symbol.for('undici.globalDispatcher.1') in globalThis;
  if (isUndici) {
    const bytes = new TextEncoder().encode(body);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
    // Otherwise a stream is sent in chunks, which not every gateway takes.
    return { body: stream, duplex: 'half', headers: { ...headers, 'content-length': `${bytes.length}` } };
  }
  // Others send a text again when a kept connection breaks before the answer, and a Blob once. React Native reads a Blob
  // through a module that may be missing.
  const isReactNative = globalThis.navigator?.product === 'ReactNative';
  return { body: typeof Blob === 'function' && !isReactNative ? new Blob([body]) : body };
}

// Next.js's fetch keeps replies where a page or route sets revalidate: the second call would be answered without being
// sent. Elsewhere it is left out, as some Workers refuse the member.
const uncached = (): RequestInit => ('__nextPatched' in fetch ? { cache: 'no-store' } : {});

const fetchOnce: Transport = (url, request) => fetch(url, { ...request, ...unrepeatable(request), ...uncached() });

export const webPlatform: Platform = {
  options: optionsSchema(webOptions),
  hmac: webHmac,
  now: () => performance.now(),
  random: () => Math.random(),
  link(config) {
    let route: Route | undefined;
    return {
      get opened() {
        return route;
      },
      async open() {
        route ??= webRoute(config);
        return route;
      },
      async close() {},
    };
  },
};

function webRoute(config: ForgotPasswordClientConfig): Route {
  const { appId, maxAttempts, transport = fetchOnce } = config;
  const url = endpointOf(config);
  return {
    url,
    host: new URL(url).host,
    // A page cannot set user-agent.
    headers: { 'x-amz-user-agent': userAgent('os/other lang/js', appId) },
    maxAttempts,
    send: timed(transport),
  };
}
