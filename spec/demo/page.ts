// npm run demo -- --page: the example page, against the emulator.
import { once } from 'node:events';
import {
  type ConfirmForgotPasswordInput,
  ForgotPasswordClient,
  type ForgotPasswordInput,
} from 'cognito-forgot-password';
import { memoryLimiter } from 'cognito-forgot-password/handler';
import type { CallOptions } from '../../lib/client/config.ts';
import { startPage } from '../examples/page/server.ts';
import type { Emulator, Pool } from '../support/cognito-local.ts';

const PORT = 8_080;

/** Says something to whoever runs the demonstration. */
export type Say = (text: string) => void;

/** Serves the page until the signal aborts, and says the code that a user would be sent. */
export async function showPage(emulator: Emulator, pool: Pool, say: Say, signal: AbortSignal): Promise<void> {
  await using client = new ForgotPasswordClient({ clientId: pool.clientId, endpointUrl: emulator.endpointUrl });
  const options = {
    limiter: memoryLimiter(),
    client: {
      async forgotPassword(request: ForgotPasswordInput, callOptions?: CallOptions) {
        const answer = await client.forgotPassword(request, callOptions);
        say(`The message to ${request.Username}: your code is ${await emulator.readCode(pool)}.`);
        return answer;
      },
      confirmForgotPassword: (request: ConfirmForgotPasswordInput) => client.confirmForgotPassword(request),
    },
    onError: (error: Error) => say(`onError: ${error.name}: ${error.message}`),
    onPasswordChanged: () => say('onPasswordChanged: here sessions would be signed out, and the user told.'),
  };
  // A port that is known by heart, unless it is taken.
  const server = await startPage(options, PORT).catch(() => startPage(options));
  say(`Open ${server.url} and ask for a code for ${pool.username}. Ctrl-C ends it.`);
  if (!signal.aborted) await once(signal, 'abort');
  await server.close();
}
