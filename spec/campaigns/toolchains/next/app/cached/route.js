import { ForgotPasswordClient } from 'cognito-forgot-password/web';

// Next.js keeps replies to fetch for a minute here, unless a request asks not to.
export const revalidate = 60;
export const fetchCache = 'default-cache';

export async function GET(request) {
  const client = new ForgotPasswordClient({ endpointUrl: new URL(request.url).searchParams.get('service') });
  try {
    const { CodeDeliveryDetails } = await client.forgotPassword({ ClientId: 'client', Username: 'alice' });
    return Response.json({ destination: CodeDeliveryDetails.Destination });
  } catch (error) {
    return Response.json({ failure: `${error.code} ${error.message} ${error.causeMessage}` });
  }
}
