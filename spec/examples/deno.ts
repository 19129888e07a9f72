// deno serve --allow-net --allow-env deno.ts
import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';

const client = new ForgotPasswordClient({
  region: Deno.env.get('AWS_REGION'),
  clientId: Deno.env.get('COGNITO_CLIENT_ID'),
  endpointUrl: Deno.env.get('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'),
});

export default {
  async fetch(request: Request): Promise<Response> {
    const { username } = (await request.json()) as { username: string };
    try {
      await client.forgotPassword({ Username: username }, { signal: request.signal });
    } catch (error) {
      if (!isForgotPasswordError(error)) throw error;
      if (error.code === 'ERR_REQUEST_INVALID') return new Response('This is no username.', { status: 400 });
      console.error(JSON.stringify(error));
    }
    return new Response('If there is such an account, a code is on its way.', { status: 202 });
  },
};
