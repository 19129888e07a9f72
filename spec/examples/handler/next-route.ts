// A route of Next.js: app/forgot-password/[[...step]]/route.ts.
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createForgotPasswordHandler } from 'cognito-forgot-password/handler';

const client = new ForgotPasswordClient({
  region: process.env.AWS_REGION,
  clientId: process.env.COGNITO_CLIENT_ID,
  endpointUrl: process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
});

export const POST = createForgotPasswordHandler({ client });
