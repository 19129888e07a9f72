// The client of the Node build.

import { callerOf } from './call.ts';
import type { CallOptions } from './call-options.ts';
import type { ForgotPasswordClientConstructor, ForgotPasswordInput, ForgotPasswordOutput } from './client.ts';
import type { ForgotPasswordClientConfig } from './config.ts';
import type { Platform } from './platform.ts';

/** Makes a client class. */
export function defineClient(platform: Platform): ForgotPasswordClientConstructor {
  return class ForgotPasswordClient {
    readonly #caller: ReturnType<typeof callerOf>;

    constructor(options: ForgotPasswordClientConfig = {}) {
      this.#caller = callerOf(options, platform);
    }

    forgotPassword(input: ForgotPasswordInput, options?: CallOptions): Promise<ForgotPasswordOutput> {
      return this.#caller.call(input, options);
    }

    close(): Promise<void> {
      return this.#caller.close();
    }

    [Symbol.asyncDispose](): Promise<void> {
      return this.close();
    }
  };
}
