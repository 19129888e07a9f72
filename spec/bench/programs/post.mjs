// What the bare programs send: the same bytes as the client does, or nearly.
export const HEADERS = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword',
  'user-agent': 'cognito-forgot-password/0.1.0 ua/2.1 os/linux#6.1.0 lang/js md/nodejs#20.20.2',
};

export const bodyOf = (request) => JSON.stringify({ ClientId: '1example23456789', ...request });

/** As many as the client keeps by default. */
export const CONNECTIONS = 50;
