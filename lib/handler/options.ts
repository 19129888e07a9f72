// What the handler is given, and the check of it.
import type { ForgotPasswordError } from '../errors/base-error.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { ANY, checkedOptions, FILLED_TEXT, FUNCTION, INTEGER } from '../schema/options.ts';
import type { ObjectSchema, Schema, TextSchema } from '../schema/schema.ts';
import type { Limiter } from './limiter.ts';

// The most that a timer can hold.
const LONGEST_MS = 2_147_483_647;

/** The operations behind the two steps. */
export type HandlerOperation = 'ForgotPassword' | 'ConfirmForgotPassword';

/** What a client tells of a call while it goes on; of its events, the handler reads no more than this. */
export interface CallProgress {
  readonly type: string;
  /** With `retry-scheduled`: what is known of the call so far. */
  readonly outcome?: string | undefined;
}

/** What the handler needs of a client; a `ForgotPasswordClient` of either build has it. */
export interface ForgotPasswordCaller {
  /** Asks for a code, and tells of the call's progress. */
  forgotPassword(
    request: { readonly Username: string },
    options?: { readonly onEvent?: ((event: CallProgress) => void) | undefined },
  ): Promise<unknown>;
  /** Sets a new password. */
  confirmForgotPassword(request: {
    readonly Username: string;
    readonly ConfirmationCode: string;
    readonly Password: string;
  }): Promise<unknown>;
}

/** Where a form post from a page is redirected to, by what came of it: absolute or relative URLs. */
export interface HandlerPages {
  /** A code is on its way, if there is such an account: the page that asks for the code. */
  readonly accepted?: string | undefined;
  /** The password is changed: usually the page to sign in. */
  readonly changed?: string | undefined;
  /** The code is wrong, expired or used up. */
  readonly invalidCode?: string | undefined;
  /** The password does not fit the policy, or its two fields differ. */
  readonly invalidPassword?: string | undefined;
  /** Too many requests from this address or for this account. */
  readonly tooMany?: string | undefined;
  /** It does not work at the moment, or it is not known whether it worked. */
  readonly unavailable?: string | undefined;
}

/** What `onError` is told beside the error. */
export interface HandlerErrorDetails {
  readonly operation: HandlerOperation;
}

/** Whose password was changed. */
export interface PasswordChange {
  /** As the user wrote it. Personal data: not for logs. */
  readonly username: string;
}

/** Options of {@link createForgotPasswordHandler}. */
export interface ForgotPasswordHandlerOptions {
  /** Sends the requests. One client for all requests: it keeps connections and the retry quota. */
  readonly client: ForgotPasswordCaller;
  /** The path of the first step; the second is below it, at `/confirm`. Default: `/forgot-password`. */
  readonly basePath?: string | undefined;
  /**
   * After how many milliseconds a request is answered, from 0. Default: 1,000. Choose it longer than most calls take, so
   * that a failure that concerns everybody is known by then. Under 100 it counts as 100.
   */
  readonly minimumMs?: number | undefined;
  /** The origins whose pages may post, e.g. `https://www.example.com`. Default: the origin of the request's URL. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** The largest body to read, in bytes. Default: 8,192. One that takes over 10 seconds is refused as well. */
  readonly maxBodyBytes?: number | undefined;
  /** Limits requests: 10 a minute for an address, 5 an hour for an account and step. Default: no limit. */
  readonly limiter?: Limiter | undefined;
  /**
   * What to do when the limiter fails or does not answer within a second: `closed` answers 503, `open` goes on without
   * a limit. Default: `closed`.
   */
  readonly limiterFailure?: 'closed' | 'open' | undefined;
  /**
   * The key of the hashes that the limiter sees: a secret of at least 16 characters. Never logged. Every process that
   * shares a limiter's store needs the same one. Default: a random one for this handler.
   */
  readonly limiterSecret?: string | undefined;
  /** The client's address. Default: no limit by address, as no header can be trusted unasked. */
  readonly clientIp?: ((request: Request) => string | null | undefined) | undefined;
  /** Keeps the platform from ending work that outlives the answer; with it, the first step is answered at once. */
  readonly waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** Where form posts are redirected to; those without a page are answered with JSON. */
  readonly pages?: HandlerPages | undefined;
  /** Tells whether a new password fits the pool's policy, before anything is sent. Default: the service alone decides. */
  readonly checkPassword?: ((password: string) => boolean) | undefined;
  /** Called with each error, for operators. The error holds no value of the request. What it throws is ignored. */
  readonly onError?: ((error: ForgotPasswordError, details: HandlerErrorDetails) => unknown) | undefined;
  /** Called after a password was changed, before the answer: sign out sessions, and tell the user. */
  readonly onPasswordChanged?: ((change: PasswordChange) => unknown) | undefined;
}

/** The options, with their defaults. */
export interface HandlerSettings extends ForgotPasswordHandlerOptions {
  readonly basePath: string;
  readonly minimumMs: number;
  readonly maxBodyBytes: number;
  readonly limiterFailure: 'closed' | 'open';
  readonly pages: HandlerPages;
}

/** An error of the handler's set-up. */
export const optionError = (message: string, cause?: unknown): ConfigurationError =>
  new ConfigurationError(message, { code: 'ERR_CONFIGURATION_OPTION', cause });

const PAGES: Readonly<Record<keyof HandlerPages, TextSchema>> = {
  accepted: FILLED_TEXT,
  changed: FILLED_TEXT,
  invalidCode: FILLED_TEXT,
  invalidPassword: FILLED_TEXT,
  tooMany: FILLED_TEXT,
  unavailable: FILLED_TEXT,
};

const PROPERTIES: Readonly<Record<keyof ForgotPasswordHandlerOptions, Schema>> = {
  client: ANY,
  basePath: { type: 'string', pattern: () => /^\/[^?#]*$/u, patternText: 'must be a path that starts with a slash' },
  minimumMs: ANY,
  allowedOrigins: ANY,
  maxBodyBytes: INTEGER,
  limiter: ANY,
  limiterFailure: { type: 'string', pattern: () => /^(closed|open)$/u, patternText: 'must be closed or open' },
  limiterSecret: { type: 'string', pattern: () => /^.{16,}$/su, patternText: 'must have at least 16 characters' },
  clientIp: FUNCTION,
  waitUntil: FUNCTION,
  pages: { type: 'object', properties: PAGES, additionalProperties: false },
  checkPassword: FUNCTION,
  onError: FUNCTION,
  onPasswordChanged: FUNCTION,
};

const SCHEMA: ObjectSchema = {
  type: 'object',
  required: ['client'],
  properties: PROPERTIES,
  additionalProperties: false,
};

const hasMethods = (value: object, ...names: readonly string[]): boolean =>
  names.every((name) => typeof Reflect.get(value, name) === 'function');

const isOrigin = (value: unknown): boolean => {
  try {
    return new URL(String(value)).origin === value;
  } catch {
    return false;
  }
};

/** What no schema says; the methods of a client and of a limiter are their prototypes'. */
function refuseUnfit({ client, limiter, allowedOrigins, minimumMs = 0 }: ForgotPasswordHandlerOptions): void {
  if (!hasMethods(Object(client), 'forgotPassword', 'confirmForgotPassword')) {
    throw optionError('client must be a ForgotPasswordClient');
  }
  if (limiter !== undefined && !hasMethods(Object(limiter), 'consume')) {
    throw optionError('limiter must be an object with a method consume, such as memoryLimiter()');
  }
  if (allowedOrigins !== undefined && !(Array.isArray(allowedOrigins) && allowedOrigins.every(isOrigin))) {
    throw optionError('allowedOrigins must be a list of origins such as https://www.example.com, without a path');
  }
  if (!Number.isInteger(minimumMs) || minimumMs < 0 || minimumMs > LONGEST_MS) {
    throw optionError(`minimumMs must be a whole number from 0 to ${LONGEST_MS}`);
  }
}

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws `ConfigurationError` that names the option, and says what it must be.
 */
export function settingsOf(options: unknown): HandlerSettings {
  const checked = checkedOptions<ForgotPasswordHandlerOptions>(SCHEMA, options);
  refuseUnfit(checked);
  const { basePath = '/forgot-password', minimumMs = 1_000, maxBodyBytes = 8_192 } = checked;
  const { limiterFailure = 'closed', pages = {} } = checked;
  return { ...checked, basePath: basePath.replace(/\/+$/, ''), minimumMs, maxBodyBytes, limiterFailure, pages };
}
