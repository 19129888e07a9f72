// A Lambda@Edge function for viewer requests, whose code may have 1 MB: the web build has no dependency. There are no
// environment variables, so that the settings stand here. CloudFront must hand over the body ("Include body").
import {
  ForgotPasswordClient,
  type ForgotPasswordClientConfig,
  isForgotPasswordError,
} from 'cognito-forgot-password/web';

interface ViewerRequest {
  readonly Records: readonly [{ readonly cf: { readonly request: { readonly body?: { readonly data: string } } } }];
}

interface Answer {
  readonly status: string;
  readonly body: string;
}

export function createHandler(config: ForgotPasswordClientConfig) {
  const client = new ForgotPasswordClient(config);
  return async ({ Records: [{ cf }] }: ViewerRequest): Promise<Answer> => {
    const body = Buffer.from(cf.request.body?.data ?? '', 'base64').toString();
    const { username } = JSON.parse(body || '{}') as { username: string };
    try {
      // A viewer request must be answered within 5 seconds.
      await client.forgotPassword({ Username: username }, { timeoutMs: 4_000 });
    } catch (error) {
      if (!isForgotPasswordError(error)) throw error;
      if (error.code === 'ERR_REQUEST_INVALID') return { status: '400', body: 'This is no username.' };
      console.error(JSON.stringify(error));
    }
    return { status: '202', body: 'If there is such an account, a code is on its way.' };
  };
}

export const handler = createHandler({ region: 'eu-west-1', clientId: '1example23456789' });
