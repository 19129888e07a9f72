import type { Cases } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

const hasWebCrypto = typeof globalThis.crypto?.subtle === 'object' && typeof btoa === 'function';

/** Secret hashes and endpoints. */
export const pureCases: Cases = {
  'computes the secret hash, or says that the platform cannot': async (harness, lib) => {
    const hashOf = (username: string, clientId: string, clientSecret: string): Promise<string> =>
      lib.computeSecretHash({ username, clientId, clientSecret });
    if (!hasWebCrypto) {
      const { code } = await harness.rejection(hashOf('username', '1example23456789', 'secret'));
      return harness.equal(code, 'ERR_CONFIGURATION_PLATFORM');
    }
    harness.equal(
      [
        await hashOf('username', '1example23456789', 'secret'),
        await hashOf('Jane Doe', 'abc123', 'p@ss+/='),
        await hashOf('日本', 'abc123', 'secret'),
      ],
      [
        'adDwEkawDvtqNt+brV2LT+9UwVpKcPtqXg7LpAZt+qQ=',
        'pW8io3AGDcoaimgO7MJHEehCjdglrhrn3ES4thP421o=',
        '/B1sGN1hN/g4Ecy3gxjMnYcQnwSrCW21Nv0fYikhAHw=',
      ],
    );
  },

  'sends the hash and never the secret': async (harness, lib, ctx) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    const client = new lib.ForgotPasswordClient({ endpointUrl, clientSecret: 'top-secret' });
    harness.ok(!JSON.stringify(client).includes('top-secret'), 'the client shows its secret');
    const call = client.forgotPassword(REQUEST);
    if (!hasWebCrypto) return harness.equal((await harness.rejection(call)).code, 'ERR_CONFIGURATION_PLATFORM');
    await call;
    const body = (await received()).at(-1)?.body ?? '';
    harness.ok(!body.includes('top-secret'), 'the request holds the secret');
    const { SecretHash } = JSON.parse(body);
    const { Username: username, ClientId: clientId } = REQUEST;
    harness.equal(SecretHash, await lib.computeSecretHash({ username, clientId, clientSecret: 'top-secret' }));
    await client.close();
  },

  'resolves endpoints of all partitions': (harness, lib) => {
    const resolve = lib.resolveEndpoint;
    harness.equal(
      [
        resolve({ region: 'eu-west-1' }),
        resolve({ region: 'cn-north-1' }),
        resolve({ region: 'us-gov-west-1', useFipsEndpoint: true }),
        resolve({ region: 'us-iso-east-1', useDualstackEndpoint: true }),
        resolve({ region: 'ap-south-1', useFipsEndpoint: true, useDualstackEndpoint: true }),
        resolve({ endpointUrl: 'HTTPS://Example.com:443/a/b/' }),
      ],
      [
        'https://cognito-idp.eu-west-1.amazonaws.com',
        'https://cognito-idp.cn-north-1.amazonaws.com.cn',
        'https://cognito-idp-fips.us-gov-west-1.amazonaws.com',
        'https://cognito-idp.us-iso-east-1.api.aws.ic.gov',
        'https://cognito-idp-fips.ap-south-1.api.aws',
        'HTTPS://Example.com:443/a/b/',
      ],
    );
  },

  'refuses endpoints that would steer a request elsewhere': (harness, lib) => {
    for (const options of [
      { region: 'x.attacker.example/' },
      { endpointUrl: 'ftp://example.com' },
      { endpointUrl: 'https://example.com?q' },
      { endpointUrl: 'https://example.com', useFipsEndpoint: true },
      {},
    ]) {
      let isRefused = false;
      try {
        lib.resolveEndpoint(options);
      } catch (error) {
        isRefused = error instanceof lib.ConfigurationError;
      }
      harness.ok(isRefused, `takes ${JSON.stringify(options)}`);
    }
  },
};
