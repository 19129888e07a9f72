import { endpointOf } from '../protocol/endpoint.ts';
import { userAgent } from '../protocol/user-agent.ts';
import type { ForgotPasswordClientConfig } from './config.ts';
import type { Route } from './platform.ts';
import type { Send } from './transport.ts';

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
