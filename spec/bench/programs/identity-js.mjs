import { CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';

export async function open(endpoint) {
  const Pool = new CognitoUserPool({ UserPoolId: 'eu-west-1_Example', ClientId: '1example23456789', endpoint });
  return {
    call: ({ Username, ClientMetadata }) =>
      new Promise((resolve, reject) => {
        const user = new CognitoUser({ Username, Pool });
        user.forgotPassword({ onSuccess: resolve, onFailure: reject, inputVerificationCode: resolve }, ClientMetadata);
      }),
    close: async () => {},
  };
}
