import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';
import fastify from 'fastify';

// On Node, region, endpoint, proxy and others come from the environment and the shared AWS files.
const client = new ForgotPasswordClient({ clientId: process.env.COGNITO_CLIENT_ID });

export const app = fastify();
app.addHook('onClose', () => client.close());

app.post<{ Body: { username: string } }>('/forgot-password', async (request, reply) => {
  const gone = new AbortController();
  reply.raw.on('close', () => gone.abort());
  try {
    await client.forgotPassword({ Username: request.body.username }, { signal: gone.signal });
  } catch (error) {
    if (gone.signal.aborted) return reply.hijack();
    if (!isForgotPasswordError(error)) throw error;
    if (error.code === 'ERR_REQUEST_INVALID') return reply.code(400).send('This is no username.');
    console.error(JSON.stringify(error));
  }
  return reply.code(202).send('If there is such an account, a code is on its way.');
});
