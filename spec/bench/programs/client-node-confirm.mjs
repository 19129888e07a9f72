import { ForgotPasswordClient } from '../../../dist/node.js';

const code = { ConfirmationCode: '123456', Password: 'correct horse' };

export async function open(endpointUrl) {
  const client = new ForgotPasswordClient({ endpointUrl, clientId: '1example23456789' });
  return {
    call: (request) => client.confirmForgotPassword({ ...code, ...request }),
    close: () => client.close(),
  };
}
