// Clients that are to send nothing.
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Failure, World } from './world.ts';

/** What a client with these options is refused with; fails the case when it is taken. */
export function configurationRefusal({ lib }: World, config: unknown): Failure {
  try {
    new lib.ForgotPasswordClient(config as never);
  } catch (error) {
    expect(error).to.be.instanceOf(lib.ConfigurationError);
    expect(error).to.include({ name: 'ConfigurationError', outcome: 'not-sent', retryable: false });
    return error as Failure;
  }
  throw new Error(`Taken: ${inspect(config)}`);
}

/** A transport that no call may come to. */
export const neverSending = (): Promise<never> => Promise.reject(new Error('sent'));
