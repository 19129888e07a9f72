import { CognitoIdentityProviderClient, ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';

export async function open(endpoint, { config, request }) {
  const client = new CognitoIdentityProviderClient({
    region: 'eu-west-1',
    endpoint,
    // Keeps the default of 50 connections, and turns off the warning about calls that wait for one.
    requestHandler: { socketAcquisitionWarningTimeout: 2 ** 31 - 1 },
  });
  const input = { ClientId: config.clientId, ...request };
  return {
    call: () => client.send(new ForgotPasswordCommand(input)),
    close: async () => client.destroy(),
  };
}
