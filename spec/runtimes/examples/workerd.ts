import worker from '../../examples/cloudflare-worker.ts';
import { openExample } from '../cases/scenario.ts';
import type { Cases } from '../harness.ts';
import { checkHandler, overRequest } from './handler.ts';

export const exampleCases: Cases = {
  'example: Cloudflare Worker': async (harness, _lib, ctx) => {
    const environment = {
      AWS_REGION: 'eu-west-1',
      COGNITO_CLIENT_ID: '1example23456789',
      COGNITO_CLIENT_SECRET: 'secret',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: openExample(ctx).endpointUrl,
    };
    await checkHandler(
      harness,
      ctx,
      overRequest((request) => worker.fetch(request, environment)),
    );
    const { body } = (await openExample(ctx).received())[0] ?? { body: '{}' };
    harness.equal(typeof JSON.parse(body).SecretHash, 'string');
  },
};
