import { expect } from 'chai';
import { type ExplicitSettings, resolveAmbient } from '../../../../lib/platform/node/settings/ambient.ts';
import { fetchRegion } from '../../../../lib/platform/node/settings/instance-metadata.ts';
import { refusal, useMachine } from './machine.ts';
import { metadataServer } from './metadata-server.ts';

describe('the region', () => {
  const machine = useMachine();

  // Each source of the order, from the last to the first, with what turns it on.
  const env: Record<string, string> = {};
  const explicit: { -readonly [Key in keyof ExplicitSettings]: ExplicitSettings[Key] } = {};
  beforeEach(() => {
    for (const settings of [env, explicit])
      for (const key of Object.keys(settings)) Reflect.deleteProperty(settings, key);
  });
  const sources: readonly [
    name: string,
    region: string,
    set: () => Promise<unknown> | unknown,
    source: () => string,
  ][] = [
    ['instance metadata', 'us-east-1', () => {}, () => 'EC2 instance metadata'],
    [
      'the config file',
      'us-east-2',
      () => machine.config('[default]\nregion = us-east-2'),
      () => `profile "default" in ${machine.at('.aws/config')}`,
    ],
    [
      'the credentials file',
      'us-west-1',
      () => machine.credentials('[default]\nregion = us-west-1'),
      () => `profile "default" in ${machine.at('.aws/credentials')}`,
    ],
    [
      'AWS_DEFAULT_REGION',
      'us-west-2',
      () => Object.assign(env, { AWS_DEFAULT_REGION: 'us-west-2' }),
      () => 'AWS_DEFAULT_REGION',
    ],
    ['AWS_REGION', 'eu-west-1', () => Object.assign(env, { AWS_REGION: 'eu-west-1' }), () => 'AWS_REGION'],
    [
      'ClientConfig.region',
      'eu-west-2',
      () => Object.assign(explicit, { clientConfigRegion: 'eu-west-2' }),
      () => 'ClientConfig.region',
    ],
    [
      'ProfileLocation',
      'eu-west-3',
      async () =>
        Object.assign(explicit, { profileLocation: await machine.write('location', '[default]\nregion = eu-west-3') }),
      () => `profile "default" in ${machine.at('location')}`,
    ],
  ];

  for (const [index, [name, region, , source]] of sources.entries()) {
    it(`comes from ${name} before everything that follows it`, async () => {
      for (const [, , set] of sources.slice(0, index + 1)) await set();
      const ambient = await resolveAmbient(explicit, machine.sources(env, 'us-east-1'));
      expect(ambient.region).to.deep.equal({ value: region, source: source() });
    });
  }

  it('is not looked for when it is given, nor is ProfileLocation read', async () => {
    const ambient = await resolveAmbient(
      { region: 'sa-east-1', profileLocation: machine.at('nowhere') },
      machine.sources({ AWS_REGION: 'eu-west-1' }),
    );
    expect([ambient.region, ambient.lookedIn]).to.deep.equal([undefined, []]);
  });

  for (const given of [{ endpointUrl: 'http://localhost:9229' }, {}]) {
    const where = given.endpointUrl ? 'given' : 'found';
    it(`is not needed where an endpoint is ${where}`, async () => {
      const quiet = machine.sources(given.endpointUrl ? {} : { AWS_ENDPOINT_URL: 'http://localhost:9229' });
      const ambient = await resolveAmbient(given, quiet);
      expect([ambient.region, quiet.asked]).to.deep.equal([undefined, []]);
    });
  }

  for (const heading of ['[default]', '[profile default]', '[AWS PS Default]', '[profile "AWS PS Default"]']) {
    it(`is read from ${heading} at ProfileLocation`, async () => {
      const profileLocation = await machine.write('x.ini', `${heading}\nregion = eu-west-3\n[profile p]\nregion = x`);
      const quiet = machine.sources({ AWS_PROFILE: 'p', AWS_REGION: 'eu-west-1', AWS_MAX_ATTEMPTS: '1' });
      await machine.config('[profile p]');
      const { region } = await resolveAmbient({ profileLocation }, quiet);
      expect(region?.value).to.equal('eu-west-3');
      expect(region?.source).to.match(/^profile "(default|AWS PS Default)" in .*x\.ini$/);
    });
  }

  it('comes from the next source when ProfileLocation has none', async () => {
    const profileLocation = await machine.write('x.ini', '[other]\nregion = eu-west-3');
    const ambient = await resolveAmbient({ profileLocation }, machine.sources({ AWS_REGION: 'eu-west-1' }));
    expect(ambient.region?.source).to.equal('AWS_REGION');
    expect(ambient.lookedIn).to.deep.equal([`profile "default" in ${profileLocation} (no such profile)`, 'AWS_REGION']);
  });

  for (const variable of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    it(`is that of the profile in ${variable}`, async () => {
      await machine.config('[default]\nregion = a\n[profile dev]\nregion = b');
      const { region } = await resolveAmbient({}, machine.sources({ [variable]: 'dev' }));
      expect(region).to.deep.equal({ value: 'b', source: `profile "dev" in ${machine.at('.aws/config')}` });
    });
  }

  it('is that of AWS_PROFILE before AWS_DEFAULT_PROFILE', async () => {
    await machine.config('[profile a]\nregion = a\n[profile b]\nregion = b');
    const { region } = await resolveAmbient({}, machine.sources({ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }));
    expect(region?.value).to.equal('a');
  });

  it('is read from the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name, and from no other', async () => {
    await machine.config('[default]\nregion = wrong');
    await machine.credentials('[default]\nregion = wrong');
    const config = await machine.write('c', '[default]\nregion = a');
    const credentials = await machine.write('d', '[default]\nregion =');
    const quiet = machine.sources({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials });
    expect((await resolveAmbient({}, quiet)).region?.value).to.equal('a');
    expect(quiet.reads).to.have.members([config, credentials]);
  });

  it('is read from a file below ~', async () => {
    await machine.write('c', '[default]\nregion = a');
    const { region } = await resolveAmbient({}, machine.sources({ AWS_CONFIG_FILE: '~/c' }));
    expect(region?.value).to.equal('a');
  });

  for (const variables of [['HOME'], ['USERPROFILE'], ['HOMEDRIVE', 'HOMEPATH']]) {
    it(`is read from the home directory of ${variables.join(' and ')}`, async () => {
      await machine.write('other/.aws/config', '[default]\nregion = a');
      const parts = variables.length > 1 ? [machine.at(), '/other'] : [machine.at('other')];
      const named = Object.fromEntries(variables.map((variable, index) => [variable, parts[index] ?? '']));
      expect((await resolveAmbient({}, machine.sources(named))).region?.value).to.equal('a');
    });
  }

  it('counts a variable that is empty as unset', async () => {
    await machine.config('[default]\nregion = a');
    const empty = { AWS_REGION: '', AWS_DEFAULT_REGION: ' ', AWS_PROFILE: '', AWS_CONFIG_FILE: '', HOME: '' };
    expect((await resolveAmbient({ region: '', profileLocation: '' }, machine.sources(empty))).region?.value).to.equal(
      'a',
    );
  });

  it('is asked of a service that speaks IMDSv2', async () => {
    await using server = await metadataServer(' eu-north-1\n');
    const quiet = { ...machine.sources({ AWS_EC2_METADATA_SERVICE_ENDPOINT: `${server.url}/` }), fetchRegion };
    expect((await resolveAmbient({}, quiet)).region?.value).to.equal('eu-north-1');
  });

  it("is given up with the signal's own reason when that aborts", async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const sources = {
      ...machine.sources(),
      async fetchRegion(_url: string, signal?: AbortSignal) {
        controller.abort(reason);
        return signal === controller.signal ? undefined : 'eu-west-1';
      },
    };
    const ended = await resolveAmbient({}, sources, controller.signal).catch((error: unknown) => error);
    expect(ended).to.equal(reason);
  });

  it('is refused with its source, and without its text, when it is no host label', async () => {
    const profileLocation = await machine.write('x.ini', '[default]\nregion = x.example.com/');
    const cases = [
      [{}, { AWS_REGION: 'x.example.com/' }, 'AWS_REGION'],
      [{ profileLocation }, {}, `region of profile "default" in ${profileLocation}`],
    ] as const;
    for (const [given, variables, label] of cases) {
      const { code, message } = await refusal(resolveAmbient(given, machine.sources(variables)));
      expect(code).to.equal('ERR_CONFIGURATION_REGION');
      expect(message).to.include(label).and.not.include('example');
    }
  });
});
