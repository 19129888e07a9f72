import { ForgotPasswordClient } from '../../../dist/index.js';

export async function open(endpointUrl) {
  const client = new ForgotPasswordClient({ endpointUrl, clientId: '1example23456789' });
  return { call: (request) => client.forgotPassword(request), close: () => client.close() };
}
