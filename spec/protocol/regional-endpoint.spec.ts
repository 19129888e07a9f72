import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { resolveEndpoint } from '../../lib/index.ts';

type Row = readonly [plain: string, dualstack: string, fips: string, both: string];

// What botocore makes of the service's own rule set: all regions and pseudo-regions that it knows, and some invented.
const { regions } = JSON.parse(await readFile(new URL('../fixtures/endpoints.json', import.meta.url), 'utf8')) as {
  regions: Record<string, Row>;
};

describe('the endpoint of a region', () => {
  it('is held against a list of every partition', () => {
    expect(Object.keys(regions)).to.include.members([
      ...['us-east-1', 'aws-global', 'cn-north-1', 'aws-cn-global', 'us-gov-west-1', 'aws-us-gov-global'],
      ...['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-east-1', 'eusc-de-east-1'],
    ]);
  });

  for (const [region, [plain, dualstack, fips, both]] of Object.entries(regions)) {
    it(`is that of the service's rules for ${region}`, () => {
      const resolve = (useFipsEndpoint?: boolean, useDualstackEndpoint?: boolean): string =>
        resolveEndpoint({ region, useFipsEndpoint, useDualstackEndpoint });
      expect(resolve()).to.equal(plain);
      expect(resolve(false, false)).to.equal(plain);
      expect(resolve(false, true)).to.equal(dualstack);
      expect(resolve(true, false)).to.equal(fips);
      expect(resolve(true, true)).to.equal(both);
      for (const legacy of [`fips-${region}`, `${region}-fips`]) {
        expect(resolveEndpoint({ region: legacy })).to.equal(fips);
        expect(resolveEndpoint({ region: legacy, useFipsEndpoint: false })).to.equal(fips);
        expect(resolveEndpoint({ region: legacy, useFipsEndpoint: true })).to.equal(fips);
        expect(resolveEndpoint({ region: legacy, useDualstackEndpoint: true })).to.equal(both);
      }
    });
  }

  it('is that of the partition aws for a region that fits no other', () => {
    expect(resolveEndpoint({ region: 'moon-base-1' })).to.equal('https://cognito-idp.moon-base-1.amazonaws.com');
    expect(resolveEndpoint({ region: 'cn-north-1a' })).to.equal('https://cognito-idp.cn-north-1a.amazonaws.com');
  });

  it('takes every host label, up to 63 characters', () => {
    for (const region of ['a', '1', 'A-b-9', 'a'.repeat(63)]) {
      expect(resolveEndpoint({ region })).to.equal(`https://cognito-idp.${region}.amazonaws.com`);
    }
  });
});

describe('a region that is no host label', () => {
  const hostile = [
    'x.example.com/',
    'x.example.com#',
    'x.example.com?',
    'x.example.com:443/',
    'us-east-1.example.com',
    'us-east-1/',
    '/us-east-1',
    'us-east-1/../..',
    '..',
    '.',
    'us-east-1.',
    '.us-east-1',
    'us east 1',
    ' us-east-1',
    'us-east-1 ',
    'us-east-1\n',
    '\nus-east-1',
    'us-east-1\r\nhost: example.com',
    'us-east-1\0',
    'us-east-1\t',
    'us-east-1\\',
    'user:password@us-east-1',
    '@example.com',
    'us-east-1#',
    'us-east-1?x',
    'us-east-1%2f',
    'us-east-1&x',
    'us_east_1',
    '-us-east-1',
    'us-east-1-',
    '-',
    '--',
    'fips-',
    '-fips',
    'fips--fips',
    'fips-us-east-1/',
    'a'.repeat(64),
    'é',
    'us-ea\u017Ft-1',
    '\u212A',
    'ｕs-east-1',
    'us-east-1\u200B',
    '日本',
    '$region',
    '{region}',
    '*',
  ];

  for (const region of hostile) {
    it(`is refused: ${JSON.stringify(region)}`, () => {
      for (const options of [{ region }, { region, useFipsEndpoint: true }, { region, useDualstackEndpoint: true }]) {
        let endpoint: string | undefined;
        let error: unknown;
        try {
          endpoint = resolveEndpoint(options);
        } catch (thrown) {
          error = thrown;
        }
        expect(endpoint).to.equal(undefined);
        expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_REGION', outcome: 'not-sent' });
      }
    });
  }

  it('is missing when it is empty, and the message says so', () => {
    for (const options of [{}, { region: '' }, { region: undefined }, { endpointUrl: '' }]) {
      expect(() => resolveEndpoint(options))
        .to.throw('Missing region: give region, userPoolId or endpointUrl')
        .with.property('code', 'ERR_CONFIGURATION_REGION');
    }
  });
});
