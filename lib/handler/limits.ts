// Asks the limiter, and lives with one that fails.
import type { Limit, Limiter } from './limiter.ts';
import { accountOf, addressOf, type KeyMaker } from './limiter-keys.ts';
import { type HandlerOperation, type HandlerSettings, optionError } from './options.ts';
import type { Surroundings } from './surroundings.ts';

const PER_ADDRESS: Limit = { limit: 10, windowSeconds: 60 };
const PER_ACCOUNT: Limit = { limit: 5, windowSeconds: 3_600 };
const LIMITER_TIMEOUT_MS = 1_000;

/** What the limiter says of a request. */
export type Ruling =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly answer: 'tooMany' | 'unavailable'; readonly retryAfterSeconds?: number };

const ALLOWED: Ruling = { isAllowed: true };

/** Limits by address and by account. */
export interface Limits {
  byAddress(request: Request, operation: HandlerOperation): Promise<Ruling>;
  byAccount(username: string, operation: HandlerOperation): Promise<Ruling>;
}

type ReportError = (error: ReturnType<typeof optionError>, operation: HandlerOperation) => void;

async function ask(limiter: Limiter, key: string, limit: Limit, { sleep }: Surroundings): Promise<Ruling> {
  const silent = sleep(LIMITER_TIMEOUT_MS).then(() => {
    throw new Error(`no answer within ${LIMITER_TIMEOUT_MS} ms`);
  });
  // The loser of the race may reject later.
  silent.catch(() => {});
  const { allowed, retryAfterSeconds } = await Promise.race([limiter.consume(key, limit), silent]);
  if (typeof allowed !== 'boolean') throw new TypeError('consume did not return { allowed }');
  if (allowed) return ALLOWED;
  const seconds = Math.ceil(retryAfterSeconds ?? limit.windowSeconds);
  return { isAllowed: false, answer: 'tooMany', retryAfterSeconds: Math.max(1, seconds) };
}

/**
 * Makes the limits of one handler.
 *
 * A limiter that fails closes the route by default. A reset that has to wait costs a user some minutes. An open route
 * takes guesses at a code of six digits, and sends a victim, or each address of a list, messages at the operator's
 * expense, for as long as an attacker can keep the store down. Who would rather have it open says so.
 */
export function limitsOf(
  { limiter, limiterFailure, clientIp }: HandlerSettings,
  makeKey: KeyMaker,
  surroundings: Surroundings,
  reportError: ReportError,
): Limits {
  if (!limiter) return { byAddress: async () => ALLOWED, byAccount: async () => ALLOWED };

  const rule = async (operation: HandlerOperation, decide: () => Promise<Ruling>): Promise<Ruling> => {
    try {
      return await decide();
    } catch (cause) {
      const remedy = limiterFailure === 'closed' ? 'The request was answered with 503.' : 'The request went on.';
      reportError(optionError(`The limiter failed. ${remedy} Check the store behind it.`, cause), operation);
      return limiterFailure === 'open' ? ALLOWED : { isAllowed: false, answer: 'unavailable' };
    }
  };

  return {
    byAddress: async (request, operation) => {
      if (!clientIp) return ALLOWED;
      return rule(operation, async () => {
        // All requests without an address share one limit: to leave the header out must not be a way around it.
        const key = await makeKey('address', addressOf(clientIp(request) ?? ''));
        return ask(limiter, key, PER_ADDRESS, surroundings);
      });
    },
    byAccount: (username, operation) =>
      rule(operation, async () => {
        const key = await makeKey(operation, accountOf(username));
        return ask(limiter, key, PER_ACCOUNT, surroundings);
      }),
  };
}
