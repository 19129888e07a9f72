// What becomes of a call that a service answers strangely.
import { expect } from 'chai';
import type { Answer } from './loopback.ts';
import { type Failure, rejectionOf, request, type World } from './world.ts';

/** What a call ends with when the service answers so; fails the case unless it is one of our errors. */
export async function failure({ lib, serve, client }: World, answer: Answer): Promise<Failure> {
  const server = await serve(answer);
  const error = await rejectionOf(client(server.url).forgotPassword(request));
  expect(error).to.be.instanceOf(lib.ForgotPasswordError);
  expect(error.outcome).to.equal('unknown');
  expect(server.requests).to.have.length(1);
  return error;
}

/** What a call resolves with when the service answers so. */
export async function outputOf({ serve, client }: World, answer: Answer): Promise<object> {
  const { url } = await serve(answer);
  return client(url).forgotPassword(request);
}
