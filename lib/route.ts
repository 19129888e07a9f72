import type { ForgotPasswordClientConfig } from './client-config.ts';
import { endpointOf } from './endpoint/resolve-endpoint.ts';
import type { Route } from './platform/platform.ts';
import type { Send } from './transport/transport.ts';
import { userAgent } from './user-agent.ts';

/** What a configuration says of the way to the service; `runtime` is the middle of the user agent. */
export function routeOf(
  config: ForgotPasswordClientConfig,
  userAgentHeader: string,
  runtime: string,
  send: Send,
): Route {
  const { maxAttempts, appId } = config;
  return { url: endpointOf(config), headers: { [userAgentHeader]: userAgent(runtime, appId) }, maxAttempts, send };
}
