// Embedded in a library of your own, which hides the client behind its own words and carries the requests itself.
import { type Delivery, ForgotPasswordClient, isForgotPasswordError, type Transport } from 'cognito-forgot-password';

/** What became of a password's reset, in this library's words. */
export type Reset = 'accepted' | 'refused' | 'ask-again-later' | 'check-your-mail-first';

export interface ResetsOptions {
  readonly endpointUrl: string;
  readonly clientId: string;
  readonly delivery?: Delivery;
  /** Whatever carries requests here: with a tracing header, through a service mesh, from a test. */
  readonly fetch: typeof fetch;
}

export function createResets({ endpointUrl, clientId, delivery, fetch }: ResetsOptions) {
  // The request's headers, body, redirect mode and signal go on as they are.
  const transport: Transport = (url, request) =>
    fetch(url, { ...request, headers: { ...request.headers, 'x-trace-id': 'trace-1' } });
  const client = new ForgotPasswordClient({ endpointUrl, clientId, delivery, transport });

  return async (username: string): Promise<Reset> => {
    try {
      await client.forgotPassword({ Username: username });
      return 'accepted';
    } catch (error) {
      if (!isForgotPasswordError(error)) throw error;
      if (error.outcome === 'unknown') return 'check-your-mail-first';
      return error.retryable ? 'ask-again-later' : 'refused';
    }
  };
}
