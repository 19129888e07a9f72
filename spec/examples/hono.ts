import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';
import { Hono } from 'hono';
import { env } from 'hono/adapter';

interface Variables extends Record<string, string | undefined> {
  readonly AWS_REGION: string;
  readonly COGNITO_CLIENT_ID: string;
  readonly AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER?: string;
}

export const app = new Hono();

app.post('/forgot-password', async (context) => {
  const { AWS_REGION, COGNITO_CLIENT_ID, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER } = env<Variables>(context);
  const client = new ForgotPasswordClient({
    region: AWS_REGION,
    clientId: COGNITO_CLIENT_ID,
    endpointUrl: AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
  });
  const { username } = await context.req.json<{ username: string }>();
  try {
    await client.forgotPassword({ Username: username }, { signal: context.req.raw.signal });
  } catch (error) {
    if (!isForgotPasswordError(error)) throw error;
    if (error.code === 'ERR_REQUEST_INVALID') return context.text('This is no username.', 400);
    console.error(JSON.stringify(error));
  }
  return context.text('If there is such an account, a code is on its way.', 202);
});
