import { expect } from 'chai';
import fc from 'fast-check';
import { ConfigurationError } from '../../../lib/errors/errors.ts';
import { resolveAmbient } from '../../../lib/platform/node/settings/ambient.ts';
import { parseIni } from '../../../lib/platform/node/settings/ini.ts';
import { decodeText } from '../../../lib/util/node/text-file.ts';
import { expectNoPollution, rejectionOf, runs, text, trapNames } from './hostile.ts';

const CANARY = 'zq-canary';
const word = fc.oneof(
  fc.constantFrom('default', 'profile', 'profile default', 'services s', 'region', 'endpoint_url', 'max_attempts', 's'),
  fc.constantFrom(...trapNames),
  text,
);
const value = fc.oneof(
  fc.constantFrom('eu-west-1', 'http://localhost', 'true', '3', CANARY, `http://u:${CANARY}@h?`),
  text,
);
const line = fc.oneof(
  word.map((name) => `[${name}]`),
  word.map((name) => `[profile ${name}]`),
  fc.tuple(word, value).map(([key, each]) => `${key} = ${each}`),
  fc.tuple(word, value).map(([key, each]) => `  ${key} = ${each}`),
  fc.constantFrom('[', ']', '=', '# comment', '; comment', '\tx', `[${CANARY}`, `${CANARY} without a sign`),
  text,
);
const file = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('', '\uFEFF'))
  .map(([lines, end, mark]) => mark + lines.join(end));
const bytes = fc.oneof(
  file.map((each) => new TextEncoder().encode(each)),
  fc.uint8Array({ maxLength: 200 }),
);

const variables = [
  'AWS_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_MAX_ATTEMPTS',
  'AWS_SDK_UA_APP_ID',
  'HTTPS_PROXY',
  'http_proxy',
  'NO_PROXY',
];
const environment = fc
  // The name of a profile is no secret.
  .tuple(fc.option(word), fc.dictionary(fc.constantFrom(...variables), fc.oneof(value, word), { maxKeys: 3 }))
  .map(([profile, others]) => ({ ...others, AWS_PROFILE: profile ?? '' }));

describe('any profile file at all', () => {
  it('is parsed; what is wrong with it is told by line, without its text', () => {
    const property = fc.property(file, (source) => {
      const { problems, sections } = parseIni(source);
      expect(JSON.stringify(problems)).not.to.include(CANARY);
      expect(problems.every((problem) => problem.line <= source.split('\n').length)).to.equal(true);
      for (const { properties } of sections) expect(properties).to.be.instanceOf(Map);
      expectNoPollution();
    });
    fc.assert(property, runs);
  });

  it('configures, or is refused without a value of it being told', async () => {
    const property = fc.asyncProperty(
      bytes,
      bytes,
      environment,
      fc.boolean(),
      async (config, credentials, env, isNamed) => {
        const sources = {
          env,
          homeDirectory: () => '/home/alice',
          readFile: async (path: string) => decodeText(path.endsWith('credentials') ? credentials : config),
          fetchRegion: async () => undefined,
        };
        const explicit = isNamed ? { profileLocation: '/profiles' } : {};
        const error = await rejectionOf(resolveAmbient(explicit, sources));
        if (error) expect(error).to.be.instanceOf(ConfigurationError);
        if (error) expect(`${error}`).not.to.include(CANARY);
        expectNoPollution();
      },
    );
    await fc.assert(property, runs);
  });

  it('may hold a profile named like what all objects have', async () => {
    for (const name of trapNames.filter(Boolean)) {
      const config = `[profile ${name}]\n__proto__ = x\nregion = eu-west-1\nconstructor =\n  __proto__ = y`;
      const sources = {
        env: { AWS_PROFILE: name, AWS_EC2_METADATA_DISABLED: 'true' },
        homeDirectory: () => '/home/alice',
        readFile: async (path: string) => (path.endsWith('config') ? config : ''),
        fetchRegion: async () => undefined,
      };
      expect((await resolveAmbient({}, sources)).region).to.include({ value: 'eu-west-1' });
      const other = { ...sources, env: { AWS_EC2_METADATA_DISABLED: 'true' } };
      expect(await rejectionOf(resolveAmbient({}, other))).to.include({ code: 'ERR_CONFIGURATION_REGION' });
      expectNoPollution();
    }
  });

  it('is read without delay, however large it may be', () => {
    const size = 2 ** 20;
    // Beyond mocha's limit, where an expression tries each beginning with each end.
    for (const part of ['[', ']', '[a', 'a = \t', ' ;', '"', 'a=b\n', '\n', ' a\n', '[a]\n', ' ', '\r', '#']) {
      for (const start of ['', '[', '[a]\nb = ', '[a]\nb =\n ', '[a] ']) {
        expect(parseIni(start + part.repeat(size / part.length)).sections.length).to.be.at.least(0);
      }
    }
  }).timeout(60_000);
});
