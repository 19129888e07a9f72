import { ForgotPasswordClient } from 'cognito-forgot-password';

/** Calls the service that the query names. */
export async function answerFrom(request) {
  const client = new ForgotPasswordClient({ endpointUrl: new URL(request.url).searchParams.get('service') });
  try {
    const { CodeDeliveryDetails } = await client.forgotPassword({ ClientId: 'client', Username: 'alice' });
    return Response.json({ destination: CodeDeliveryDetails.Destination });
  } catch (error) {
    return Response.json({ failure: `${error.code} ${error.message}` });
  }
}
