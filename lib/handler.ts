// The entry ./handler: a route for both steps of a forgotten password. Only globals of the web platform.
import { createHandler, type ForgotPasswordHandler } from './handler/create-handler.ts';
import type { ForgotPasswordHandlerOptions } from './handler/options.ts';
import { webSurroundings } from './handler/surroundings.ts';

export type { ForgotPasswordHandler } from './handler/create-handler.ts';
export type { Limit, Limiter, LimiterDecision } from './handler/limiter.ts';
export { type MemoryLimiterOptions, memoryLimiter } from './handler/memory-limiter.ts';
export type {
  CallProgress,
  ForgotPasswordCaller,
  ForgotPasswordHandlerOptions,
  HandlerErrorDetails,
  HandlerOperation,
  HandlerPages,
  PasswordChange,
} from './handler/options.ts';

/**
 * Makes a route, `(request: Request) => Promise<Response>`, that sends codes and sets new passwords without telling
 * anybody who has an account.
 *
 * @throws `ConfigurationError` (`ERR_CONFIGURATION_OPTION`) when an option is unknown, missing or of the wrong type.
 *
 * @example
 * ```ts
 * import { ForgotPasswordClient } from 'cognito-forgot-password';
 * import { createForgotPasswordHandler, memoryLimiter } from 'cognito-forgot-password/handler';
 *
 * const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: '1example23456789' });
 * const handle = createForgotPasswordHandler({ client, limiter: memoryLimiter() });
 * export default { fetch: handle };
 * ```
 */
export const createForgotPasswordHandler = (options: ForgotPasswordHandlerOptions): ForgotPasswordHandler =>
  createHandler(options, webSurroundings);
