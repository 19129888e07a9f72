// The base of every error of this package.
import { ownCopy } from '../util/is-object.ts';
import type { ErrorCode, Outcome, ResponseMetadata } from './codes.ts';

// Registered, so that errors of another installed copy of this package are recognised too. Its value is the error's kind.
export const BRAND = Symbol.for('cognito-forgot-password.error');

/** The kind of an error of this package, of any installed copy; `undefined` for every other value. */
export const kindOf = (value: unknown): unknown => (value as { [BRAND]?: unknown } | null | undefined)?.[BRAND];

/** The name at the end of a kind: of `ServiceError.UserNotFoundException.`, the exception. */
export const nameOf = (kind: string): string => kind.split('.').at(-2) ?? '';

/** What an error of this package holds beside name and message, unless its maker says otherwise. */
export interface DefaultFields {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly retryable: boolean;
  /** Those of one kind of error. */
  readonly [field: string]: unknown;
}

/** What the maker of an error says. */
interface GivenFields {
  readonly outcome?: Outcome | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  readonly issues?: unknown;
}

/** The base of every error of this package. Holds no secret value of the request. */
export abstract class ForgotPasswordError extends Error {
  /** What the kind of an instance begins with: names, the most general first, each with a dot behind it. */
  static readonly kind: string = '';

  /** Compares kinds, so that `instanceof` works across installed copies and whatever a bundler leaves out. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const kind = kindOf(value);
    // biome-ignore lint/complexity/noThisInStatic: a class that an application derives has instances of its own
    if (!Object.hasOwn(this, 'kind')) return super[Symbol.hasInstance](value);
    // biome-ignore lint/complexity/noThisInStatic: the class that instanceof names
    return typeof kind === 'string' && kind.startsWith(this.kind);
  }

  // Assigned in the constructor: V8 of Node 20 is slow to define class fields of errors, and forgets some of them.
  declare readonly name: string;
  /** A stable identifier of what happened, e.g. `ERR_TRANSPORT_TIMEOUT`. */
  declare readonly code: ErrorCode;
  /** What the service may have done. */
  declare readonly outcome: Outcome;
  /** Whether the same call may succeed later and repeating it cannot send a second code. */
  declare readonly retryable: boolean;
  /** What to do, in a sentence or two; present where there is something to say. */
  declare readonly hint?: string;
  /** What is known of the exchange; set where a request was made. */
  declare readonly $metadata?: ResponseMetadata;

  /** `undefined` counts as absent, in both. */
  constructor(message: string, defaults: DefaultFields, fields?: GivenFields) {
    // Own fields only: what a library puts on Object.prototype must not change an outcome.
    const { cause, ...given } = ownCopy(fields);
    super(message, cause === undefined ? cause : { cause });
    for (const [key, field] of [{ name: nameOf(new.target.kind) }, defaults, given].flatMap(Object.entries)) {
      if (field !== undefined) Object.assign(this, { [key]: field });
    }
    // The stack begins with the name that was assigned just now, and leaves these constructors out.
    Error.captureStackTrace?.(this, new.target);
  }

  get [BRAND](): string {
    return `${this.name}.`;
  }

  /** The error as JSON: name, message and fields, without stack and cause. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}
