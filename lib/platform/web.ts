// The web platform: globals of the web, as they are at the time of a call.

import { type ForgotPasswordClientConfig, optionsSchema } from '../client/config.ts';
import type { Platform, Route } from '../client/platform.ts';
import type { Transport } from '../client/transport.ts';
import { endpointOf } from '../protocol/endpoint.ts';
import { webHmac } from '../protocol/secret-hash.ts';
import { userAgent } from '../protocol/user-agent.ts';
import { webOptions } from '../schema/generated/options.ts';
import { timed } from './timed-transport.ts';

// Some platforms send a text once more by themselves when a kept connection breaks before the answer, or after a 421; a
// Blob they send once.
const fetchOnce: Transport = (url, request) =>
  fetch(url, typeof Blob === 'function' ? { ...request, body: new Blob([request.body]) } : request);

export const webPlatform: Platform = {
  options: optionsSchema(webOptions),
  hmac: webHmac,
  now: () => performance.now(),
  random: () => Math.random(),
  link(config) {
    let route: Route | undefined;
    return {
      route() {
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
