import { CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';

export async function open(endpoint, { config, request }) {
  const Pool = new CognitoUserPool({ UserPoolId: 'eu-west-1_Example', ClientId: config.clientId, endpoint });
  return {
    call: () =>
      new Promise((resolve, reject) => {
        const user = new CognitoUser({ Username: request.Username, Pool });
        user.forgotPassword(
          { onSuccess: resolve, onFailure: reject, inputVerificationCode: resolve },
          request.ClientMetadata,
        );
      }),
    close: async () => {},
  };
}
