import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { rejectionOf } from '../support/cmdlet.ts';
import { openCognito } from '../support/cognito.ts';

describe('ProfileLocation', () => {
  let folder = '';
  let file = '';
  const request = { Username: 'alice', ClientId: 'client1' };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profile-location-'));
    file = join(folder, 'profiles');
    await writeFile(file, '[default]\nregion = eu-central-1\n');
  });
  afterEach(async () => {
    delete process.env.AWS_REGION;
    await rm(folder, { recursive: true });
  });

  /** The endpoint that a call goes to; nothing leaves the machine. */
  async function endpointOf(parameters: Omit<node.ResetForgottenPasswordParameters, 'Username'>): Promise<string> {
    const endpoints: string[] = [];
    const cognito = openCognito();
    const transport: node.Transport = (url, sent) => {
      endpoints.push(url);
      return cognito.transport(url, sent);
    };
    const ClientConfig = { ...parameters.ClientConfig, transport };
    await node.resetForgottenPassword({ ...request, ...parameters, ClientConfig });
    return endpoints.join();
  }
  const regional = (region: string): string => `https://cognito-idp.${region}.amazonaws.com`;

  it('is where the region comes from', async () => {
    expect(await endpointOf({ ProfileLocation: file })).to.equal(regional('eu-central-1'));
  });

  it("comes before ClientConfig's region, and before the environment", async () => {
    const ClientConfig = { region: 'us-west-2' };
    process.env.AWS_REGION = 'us-east-1';
    expect(await endpointOf({ ProfileLocation: file, ClientConfig })).to.equal(regional('eu-central-1'));
  });

  it("leaves ClientConfig's region where its default profile has none", async () => {
    await writeFile(file, '[default]\noutput = json\n');
    const ClientConfig = { region: 'us-west-2' };
    expect(await endpointOf({ ProfileLocation: file, ClientConfig })).to.equal(regional('us-west-2'));
  });

  it('is ignored when Region, or a user pool, is given', async () => {
    const ProfileLocation = join(folder, 'missing');
    expect(await endpointOf({ ProfileLocation, Region: 'eu-west-3' })).to.equal(regional('eu-west-3'));
    const ClientConfig = { userPoolId: 'eu-west-2_Example' };
    expect(await endpointOf({ ProfileLocation, ClientConfig })).to.equal(regional('eu-west-2'));
  });

  it('is an error where there is no such file', async () => {
    const error = await rejectionOf(endpointOf({ ProfileLocation: join(folder, 'missing') }));
    expect(error.code).to.equal('ERR_CONFIGURATION_PROFILE');
    expect(error.message).to.contain(join(folder, 'missing'));
  });

  it('is an error on the web build', async () => {
    const error = await rejectionOf(web.resetForgottenPassword({ ...request, ProfileLocation: file }));
    expect(error).to.be.instanceOf(web.ConfigurationError);
    expect(error.code).to.equal('ERR_CONFIGURATION_PLATFORM');
  });
});
