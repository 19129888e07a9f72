// A Lambda function behind an HTTP API. Lambda sets AWS_REGION.
import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

// Outside of the handler: connections are kept from one invocation to the next.
const client = new ForgotPasswordClient({ clientId: process.env.COGNITO_CLIENT_ID });

export async function handler(event: { readonly body?: string }): Promise<Answer> {
  const { username } = JSON.parse(event.body ?? '{}') as { username: string };
  try {
    await client.forgotPassword({ Username: username });
  } catch (error) {
    if (!isForgotPasswordError(error)) throw error;
    if (error.code === 'ERR_REQUEST_INVALID') return { statusCode: 400, body: 'This is no username.' };
    console.error(JSON.stringify(error));
  }
  return { statusCode: 202, body: 'If there is such an account, a code is on its way.' };
}
