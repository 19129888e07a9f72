import { expect } from 'chai';
import {
  type AmbientConfig,
  type ExplicitSettings,
  resolveAmbient,
} from '../../../../lib/platform/node/settings/ambient.ts';
import { fillInAmbient } from '../../../../lib/platform/node/settings/fill-in.ts';
import { openCognito } from '../../../support/cognito.ts';
import { refusal, useMachine } from './machine.ts';

type Name = Exclude<keyof AmbientConfig, 'lookedIn'>;

describe('an ambient setting', () => {
  const machine = useMachine();
  const region = 'eu-west-1';

  // Name, variable, profile's key, a text, its value, another text, nonsense.
  const settings = [
    ['useFipsEndpoint', 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint', 'TRUE', true, 'false', 'yes'],
    ['useDualstackEndpoint', 'AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint', 'false', false, 'true', '1'],
    ['maxAttempts', 'AWS_MAX_ATTEMPTS', 'max_attempts', '007', 7, '3', 'many'],
    ['caBundle', 'AWS_CA_BUNDLE', 'ca_bundle', '/etc/x.pem', '/etc/x.pem', '/y', undefined],
    ['appId', 'AWS_SDK_UA_APP_ID', 'sdk_ua_app_id', 'a'.repeat(50), 'a'.repeat(50), 'b', 'a'.repeat(51)],
    ['endpointUrl', 'AWS_ENDPOINT_URL', 'endpoint_url', 'http://h:1/p', 'http://h:1/p', 'http://g', 'ftp://h'],
  ] as const;

  for (const [name, variable, key, text, value, other, nonsense] of settings) {
    it(`${name} comes from ${variable}`, async () => {
      await machine.config(`[default]\n${key} = ${other}`);
      const ambient = await resolveAmbient({ region }, machine.sources({ [variable]: text }));
      expect(ambient[name as Name]).to.deep.equal({ value, source: variable });
    });

    it(`${name} comes from the profile's ${key}`, async () => {
      const path = await machine.config(`[default]\n${key} = ${text}`);
      const ambient = await resolveAmbient({ region }, machine.sources({ [variable]: '' }));
      expect(ambient[name as Name]).to.deep.equal({ value, source: `profile "default" in ${path}` });
    });

    it(`${name} is not looked for when it is given`, async () => {
      await machine.config(`[default]\n${key} = ${nonsense}`);
      const given: ExplicitSettings = { region, [name]: value };
      const ambient = await resolveAmbient(given, machine.sources({ [variable]: nonsense ?? text }));
      expect(ambient[name as Name]).to.equal(undefined);
    });

    if (nonsense === undefined) continue;
    it(`${name} is refused by name, and without its text, when it is nonsense`, async () => {
      const path = await machine.config(`[default]\n${key} = ${nonsense}`);
      const places = [
        [{ [variable]: nonsense }, `${variable} must be `],
        [{}, `${key} of profile "default" in ${path} must be `],
      ] as const;
      for (const [env, start] of places) {
        const { code, message } = await refusal(resolveAmbient({ region }, machine.sources(env)));
        expect(code).to.equal(`ERR_CONFIGURATION_${name === 'endpointUrl' ? 'ENDPOINT' : 'OPTION'}`);
        expect(message.startsWith(start), message).to.equal(true);
        expect(message.slice(start.length)).not.to.include(nonsense);
      }
    });
  }

  it('caBundle has its ~/ replaced by the home directory, which no shell did', async () => {
    await machine.config('[default]\nca_bundle = ~/certificates.pem');
    for (const env of [{}, { AWS_CA_BUNDLE: '~/certificates.pem' }]) {
      const { caBundle } = await resolveAmbient({ region }, machine.sources(env));
      expect(caBundle?.value).to.equal(machine.at('certificates.pem'));
    }
  });

  it('caBundle is not looked for, and no event tells of it, with a transport of the caller', async () => {
    await machine.config('[default]\nca_bundle = /etc/x.pem');
    const { transport } = openCognito();
    for (const env of [{}, { AWS_CA_BUNDLE: '/etc/y.pem' }]) {
      const told: string[] = [];
      const note = ({ setting }: { setting: string }): unknown => told.push(setting);
      const config = await fillInAmbient({ region, transport }, note, machine.sources(env));
      expect(config).not.to.have.property('caBundle');
      expect(told).to.deep.equal([]);
    }
  });

  it('of a number is a whole one, from 1 to what a timer can hold', async () => {
    for (const text of ['0', '-1', '1.5', '1e3', '2147483648', '99999999999', 'NaN', '0x10', '3 3']) {
      const { code } = await refusal(resolveAmbient({ region }, machine.sources({ AWS_MAX_ATTEMPTS: text })));
      expect(code, text).to.equal('ERR_CONFIGURATION_OPTION');
    }
  });

  it('has a line end that a file of variables left behind taken off', async () => {
    const ambient = await resolveAmbient({ region }, machine.sources({ AWS_MAX_ATTEMPTS: '5\r' }));
    expect(ambient.maxAttempts?.value).to.equal(5);
  });

  it('is absent where nobody has set it', async () => {
    const { lookedIn, ...ambient } = await resolveAmbient({ region }, machine.sources());
    expect(Object.values(ambient).filter((setting) => setting !== undefined)).to.deep.equal([]);
    expect(lookedIn).to.deep.equal([]);
  });
});

describe('the files', () => {
  const machine = useMachine();
  const decided = {
    region: 'eu-west-1',
    endpointUrl: 'http://h',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 3,
    caBundle: '/x',
    appId: 'x',
  };

  it('are not read when nothing is open', async () => {
    const quiet = machine.sources({ AWS_PROFILE: 'nobody' });
    await resolveAmbient(decided, quiet);
    expect(quiet.reads).to.deep.equal([]);
  });

  it('are not read when the environment answers everything', async () => {
    const quiet = machine.sources({
      AWS_PROFILE: 'nobody',
      AWS_REGION: 'eu-west-1',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_USE_FIPS_ENDPOINT: 'false',
      AWS_USE_DUALSTACK_ENDPOINT: 'false',
      AWS_MAX_ATTEMPTS: '3',
      AWS_CA_BUNDLE: '/x',
      AWS_SDK_UA_APP_ID: 'x',
    });
    await resolveAmbient({}, quiet);
    expect(quiet.reads).to.deep.equal([]);
  });

  for (const open of Object.keys(decided).slice(1)) {
    it(`are read once each when ${open} is open`, async () => {
      const quiet = machine.sources();
      await resolveAmbient({ ...decided, [open]: undefined }, quiet);
      expect(quiet.reads).to.have.members([machine.at('.aws/config'), machine.at('.aws/credentials')]);
    });
  }

  for (const variable of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    it(`must have the profile that ${variable} names`, async () => {
      const path = await machine.config('[default]\nregion = a');
      const { code, message } = await refusal(resolveAmbient({}, machine.sources({ [variable]: 'dev' })));
      expect(code).to.equal('ERR_CONFIGURATION_PROFILE');
      for (const part of [variable, '"dev"', `${path} (no such profile)`, '.aws/credentials (no such file)']) {
        expect(message).to.include(part);
      }
    });
  }
});

describe('a profile that is given by name', () => {
  const machine = useMachine();

  it('is read in place of the one that the environment names', async () => {
    await machine.config('[profile dev]\nregion = eu-west-1\n[profile other]\nregion = us-east-1');
    const { region } = await resolveAmbient({ profile: 'dev' }, machine.sources({ AWS_PROFILE: 'other' }));
    expect(region?.value).to.equal('eu-west-1');
    expect(region?.source).to.contain('profile "dev"');
  });

  it('yields to the environment for a region, as AWS_PROFILE does', async () => {
    await machine.config('[profile dev]\nregion = eu-west-1');
    const { region } = await resolveAmbient({ profile: 'dev' }, machine.sources({ AWS_REGION: 'us-east-1' }));
    expect(region).to.deep.equal({ value: 'us-east-1', source: 'AWS_REGION' });
  });

  it('must exist', async () => {
    const path = await machine.config('[default]\nregion = eu-west-1');
    const { code, message } = await refusal(resolveAmbient({ profile: 'dev' }, machine.sources()));
    expect(code).to.equal('ERR_CONFIGURATION_PROFILE');
    expect(message).to.contain('profile names a profile that does not exist').and.to.contain(path);
  });
});

describe('an ambient CA bundle', () => {
  const machine = useMachine();

  it('may begin with ~/, in the environment and in a profile', async () => {
    await machine.config('[default]\nca_bundle = ~/ca.pem');
    for (const env of [{}, { AWS_CA_BUNDLE: '~/ca.pem' }]) {
      const { caBundle } = await resolveAmbient(
        { region: 'eu-west-1' },
        machine.sources(env as Record<string, string>),
      );
      expect(caBundle?.value).to.equal(machine.at('ca.pem'));
    }
  });
});

describe('the ambient endpoint', () => {
  const machine = useMachine();
  const region = 'eu-west-1';
  const services = '[services s]\ncognito_identity_provider =\n endpoint_url = http://service-profile';

  const order = [
    ['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'http://service', ['', '']],
    ['AWS_ENDPOINT_URL', 'http://global', ['']],
    ['services section "s" in ', 'http://service-profile', []],
  ] as const;
  for (const [source, url, unset] of order) {
    it(`comes from ${source} before everything that follows it`, async () => {
      await machine.config(`[default]\nservices = s\nendpoint_url = http://profile\n${services}`);
      const all = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://service', AWS_ENDPOINT_URL: 'http://global' };
      const names = Object.keys(all).slice(0, 2 - unset.length);
      const env = { ...all, ...Object.fromEntries(names.map((name) => [name, ''])) };
      const { endpointUrl } = await resolveAmbient({ region }, machine.sources(env));
      expect(endpointUrl?.value).to.equal(url);
      expect(endpointUrl?.source.startsWith(source)).to.equal(true);
    });
  }

  it('comes from the profile where its services section does not have the service, or has it empty', async () => {
    for (const section of ['[services s]\ns3 =\n endpoint_url = http://s3', services.replace(/http.*/, '')]) {
      await machine.config(`[default]\nservices = s\nendpoint_url = http://profile\n${section}`);
      expect((await resolveAmbient({ region }, machine.sources())).endpointUrl?.value).to.equal('http://profile');
    }
  });

  it('does not come from a services section of the credentials file', async () => {
    await machine.credentials(services);
    const path = await machine.config('[default]\nservices = s');
    const { code, message } = await refusal(resolveAmbient({ region }, machine.sources()));
    expect(code).to.equal('ERR_CONFIGURATION_PROFILE');
    expect(message).to.include(`services of profile "default" in ${path}`);
  });

  it('is ignored, all of it, when the environment or the profile says so', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://h', AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://h' };
    const ignore = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    await machine.config(`[default]\nendpoint_url = http://profile`);
    expect((await resolveAmbient({ region }, machine.sources({ ...env, ...ignore }))).endpointUrl).to.equal(undefined);
    await machine.config('[default]\nignore_configured_endpoint_urls = True');
    expect((await resolveAmbient({ region }, machine.sources(env))).endpointUrl).to.equal(undefined);
    const not = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' };
    expect((await resolveAmbient({ region }, machine.sources({ ...env, ...not }))).endpointUrl?.value).to.equal(
      'http://h',
    );
  });

  it('is refused when it is unclear whether to ignore it', async () => {
    const quiet = machine.sources({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'maybe' });
    const { code, message } = await refusal(resolveAmbient({ region }, quiet));
    expect([code, message.split(' ')[0]]).to.deep.equal([
      'ERR_CONFIGURATION_OPTION',
      'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    ]);
  });
});
