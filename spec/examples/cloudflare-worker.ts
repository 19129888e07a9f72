// A Cloudflare Worker. Its answer is the same whether there is such an account or not.
import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';

interface Environment {
  readonly AWS_REGION: string;
  readonly COGNITO_CLIENT_ID: string;
  /** `wrangler secret put COGNITO_CLIENT_SECRET`, for an app client that has one. */
  readonly COGNITO_CLIENT_SECRET?: string;
  /** Only to try it against an emulator. */
  readonly AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER?: string;
}

export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const client = new ForgotPasswordClient({
      region: environment.AWS_REGION,
      clientId: environment.COGNITO_CLIENT_ID,
      clientSecret: environment.COGNITO_CLIENT_SECRET,
      endpointUrl: environment.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
    });
    const { username } = (await request.json()) as { username: string };
    try {
      await client.forgotPassword({ Username: username }, { signal: request.signal });
    } catch (error) {
      if (!isForgotPasswordError(error)) throw error;
      if (error.code === 'ERR_REQUEST_INVALID') return new Response('This is no username.', { status: 400 });
      console.error(JSON.stringify(error)); // holds no value of the request
    }
    return new Response('If there is such an account, a code is on its way.', { status: 202 });
  },
};
