/// <reference lib="esnext.disposable" preserve="true" />
// The client, as both builds have it.

import type { ResponseMetadata } from '../errors/errors.ts';
import type { ForgotPasswordRequest, ForgotPasswordResponse } from '../schema/generated/types.ts';
import type { CallOptions } from './call-options.ts';
import type { ForgotPasswordClientConfig } from './config.ts';

/** The members of a structure, each of which may be absent: `undefined` and `null` are not sent. */
type Optional<Structure> = { readonly [Member in keyof Structure]?: Structure[Member] | null | undefined };

/** A request as the client takes it: like {@link ForgotPasswordRequest}, while `ClientId` may come from the client. */
export interface ForgotPasswordInput
  extends Optional<Omit<ForgotPasswordRequest, 'Username' | 'UserContextData' | 'AnalyticsMetadata'>> {
  /** The user's name, or an alias of it. Never logged. */
  readonly Username: string;
  /** What the user's device says of itself. Never logged. */
  readonly UserContextData?: Optional<NonNullable<ForgotPasswordRequest['UserContextData']>> | null | undefined;
  /** Where Amazon Pinpoint collects metrics of the operation. */
  readonly AnalyticsMetadata?: Optional<NonNullable<ForgotPasswordRequest['AnalyticsMetadata']>> | null | undefined;
}

/** The service's answer, and what is known of the exchange. It means that the request was accepted, not that a code was sent. */
export interface ForgotPasswordOutput extends ForgotPasswordResponse {
  readonly $metadata: ResponseMetadata;
}

/** Calls ForgotPassword. Keeps connections, retry quota and settings from call to call. */
export interface ForgotPasswordClient {
  /**
   * Asks the service to send the user a code with which to set a new password.
   *
   * @throws `RequestValidationError` when the request breaks the schema; `ConfigurationError` when the client cannot
   * work as it is set up; `ServiceError`, or the subclass of its name, when the service refuses; `TransportError` when
   * the request or its answer does not come through; `ResponseError` when the answer cannot be the service's; the
   * signal's own reason when it aborts.
   */
  forgotPassword(request: ForgotPasswordInput, options?: CallOptions): Promise<ForgotPasswordOutput>;
  /** Frees all connections, after the requests under way; on the web, the platform does so by itself. A later call opens new ones. */
  close(): Promise<void>;
  /** The same as `close`, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes clients. */
export interface ForgotPasswordClientConstructor {
  /** @throws `ConfigurationError` when an option is unknown, of the wrong type or out of range. */
  new (config?: ForgotPasswordClientConfig): ForgotPasswordClient;
}

/** Makes the function for one call of one platform's client. */
export function defineForgotPassword(Client: ForgotPasswordClientConstructor) {
  return async (
    request: ForgotPasswordInput,
    config?: ForgotPasswordClientConfig,
    options?: CallOptions,
  ): Promise<ForgotPasswordOutput> => {
    const client = new Client(config);
    try {
      return await client.forgotPassword(request, options);
    } finally {
      await client.close();
    }
  };
}
