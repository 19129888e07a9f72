// A route of Next.js on the Edge runtime: app/api/forgot-password/route.ts.
import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';

export const runtime = 'edge';

// Next.js writes the values of these variables into the code.
const client = new ForgotPasswordClient({
  region: process.env.AWS_REGION,
  clientId: process.env.COGNITO_CLIENT_ID,
  endpointUrl: process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
});

export async function POST(request: Request): Promise<Response> {
  const { username } = (await request.json()) as { username: string };
  try {
    await client.forgotPassword({ Username: username }, { signal: request.signal });
  } catch (error) {
    if (!isForgotPasswordError(error)) throw error;
    if (error.code === 'ERR_REQUEST_INVALID') return new Response('This is no username.', { status: 400 });
    console.error(JSON.stringify(error));
  }
  return new Response('If there is such an account, a code is on its way.', { status: 202 });
}
