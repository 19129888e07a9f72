import { inspect } from 'node:util';
import { expect } from 'chai';
import type { Transport } from '../../../lib/client/transport.ts';
import { openCognito } from '../../support/cognito.ts';
import { configurationRefusal, neverSending } from '../../support/refusals.ts';
import { type Cases, rejectionOf, request, type World } from '../../support/world.ts';

/** Where a client with these options sends to. */
async function endpointOf({ lib }: World, config: object): Promise<string | undefined> {
  let sentTo: string | undefined;
  const cognito = openCognito();
  const transport: Transport = (url, sent) => {
    sentTo = url;
    return cognito.transport(url, sent);
  };
  await new lib.ForgotPasswordClient({ ...config, transport }).forgotPassword(request);
  return sentTo;
}

/** Where a client sends to. */
export const regionCases: Cases = {
  'the region': {
    async 'makes the endpoint'(world) {
      expect(await endpointOf(world, { region: 'eu-west-1' })).to.equal('https://cognito-idp.eu-west-1.amazonaws.com');
      expect(
        await endpointOf(world, { region: 'us-gov-west-1', useFipsEndpoint: true, useDualstackEndpoint: true }),
      ).to.equal('https://cognito-idp-fips.us-gov-west-1.api.aws');
    },
    async 'can be that of the user pool'(world) {
      const url = 'https://cognito-idp.eu-west-1.amazonaws.com';
      expect(await endpointOf(world, { userPoolId: 'eu-west-1_AbC123' })).to.equal(url);
      expect(await endpointOf(world, { userPoolId: 'eu-west-1_AbC123', region: 'eu-west-1' })).to.equal(url);
      expect(await endpointOf(world, { userPoolId: 'us-east-1_x', region: 'fips-us-east-1' })).to.equal(
        'https://cognito-idp-fips.us-east-1.amazonaws.com',
      );
    },
    async 'must not contradict the user pool, which must have one'(world) {
      for (const config of [
        { userPoolId: 'eu-west-1_AbC123', region: 'eu-west-2' },
        { userPoolId: 'eu-west-1_AbC123', region: 'eu-west-1_AbC123' },
        { userPoolId: 'AbC123' },
        { userPoolId: 'AbC123', region: 'eu-west-1' },
        { userPoolId: '_AbC123', region: 'eu-west-1' },
      ]) {
        expect(configurationRefusal(world, config).code, inspect(config)).to.equal('ERR_CONFIGURATION_REGION');
      }
    },
    async 'or the endpoint is refused as soon as the client is made'(world) {
      for (const [config, code] of [
        [{ region: 'eu-west-1/' }, 'ERR_CONFIGURATION_REGION'],
        [{ endpointUrl: 'ftp://idp.example.com' }, 'ERR_CONFIGURATION_ENDPOINT'],
        [{ endpointUrl: 'https://idp.example.com', useFipsEndpoint: true }, 'ERR_CONFIGURATION_ENDPOINT'],
      ] as const) {
        expect(configurationRefusal(world, config).code).to.equal(code);
      }
    },
    async 'steers no request to another host'(world) {
      for (const config of [{ region: 'x.example.com/' }, { userPoolId: 'x.example.com/_a' }, { region: 'a@b' }]) {
        const error = await rejectionOf(endpointOf(world, config));
        expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_REGION' });
      }
    },
    async 'that is nowhere to be found fails the call, before anything is sent'(world) {
      const client = new world.lib.ForgotPasswordClient({ transport: neverSending });
      const error = await rejectionOf(client.forgotPassword(request));
      expect(world.lib.isForgotPasswordError(error)).to.equal(true);
      expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_REGION', outcome: 'not-sent' });
    },
    async 'is not needed with a custom endpoint, which replaces it'(world) {
      const endpointUrl = 'https://idp.example.com/v1';
      expect(await endpointOf(world, { endpointUrl })).to.equal(endpointUrl);
      expect(await endpointOf(world, { endpointUrl, region: 'eu-west-1' })).to.equal(endpointUrl);
      for (const flag of ['useFipsEndpoint', 'useDualstackEndpoint']) {
        const error = await rejectionOf(endpointOf(world, { endpointUrl, [flag]: true }));
        expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_ENDPOINT' });
      }
    },
  },
};
