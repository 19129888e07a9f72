import { expect } from 'chai';
import { ConfigurationError } from '../../../../lib/errors/errors.ts';
import { fetchRegion, metadataUrl } from '../../../../lib/platform/node/settings/instance-metadata.ts';
import { metadataServer } from './metadata-server.ts';

describe('instance metadata', () => {
  it('is asked for a token first, and for the region with it', async () => {
    await using server = await metadataServer('eu-west-1\n');
    expect(await fetchRegion(server.url)).to.equal('eu-west-1');
    expect(server.requests).to.deep.equal([
      'PUT /latest/api/token 21600',
      'GET /latest/meta-data/placement/region T0ken==',
    ]);
  });

  it('keeps the path of its URL', async () => {
    await using server = await metadataServer('eu-west-1');
    expect(await fetchRegion(`${server.url}/imds`)).to.equal('eu-west-1');
    expect(server.requests[0]).to.match(/^PUT \/imds\/latest/);
  });

  it('has no region where nobody listens', async () => {
    const server = await metadataServer('eu-west-1');
    await server[Symbol.asyncDispose]();
    expect(await fetchRegion(server.url)).to.equal(undefined);
  });

  const useless: readonly [string, Parameters<typeof metadataServer>][] = [
    ['no host label', ['x.example.com/']],
    ['empty', ['']],
    ['a page', ['<html>\n</html>']],
    ['larger than a region can be', [`${' '.repeat(100_000)}eu-west-1`]],
    ['a refusal', [(_, outgoing) => outgoing.writeHead(404).end('eu-west-1')]],
    ['a redirect', [(_, outgoing) => outgoing.writeHead(302, { location: '/eu-west-1' }).end()]],
    [
      'cut off',
      [(_, outgoing) => outgoing.writeHead(200, { 'content-length': 99 }).write('eu', () => outgoing.destroy())],
    ],
    ['a token that cannot be sent back', ['eu-west-1', 'a\u0000\u2028b']],
    ['an empty token', ['eu-west-1', '']],
    ['a refused token', ['eu-west-1', (_, outgoing) => outgoing.writeHead(403).end('T')]],
  ];
  for (const [what, answers] of useless) {
    it(`has no region when the answer is ${what}`, async () => {
      await using server = await metadataServer(...answers);
      const startedAt = performance.now();
      expect(await fetchRegion(server.url)).to.equal(undefined);
      // Told by the answer, not by the clock.
      expect(performance.now() - startedAt).to.be.below(950);
    });
  }

  it('is not asked again, and for no longer than a second', async () => {
    await using server = await metadataServer('eu-west-1', () => {});
    const startedAt = performance.now();
    expect(await fetchRegion(server.url)).to.equal(undefined);
    expect(performance.now() - startedAt).to.be.at.least(990);
    expect(server.requests).to.have.length(1);
  });

  it('may trickle for no longer than a second either', async () => {
    await using server = await metadataServer((_, outgoing) => {
      const timer = setInterval(() => outgoing.write(' '), 20);
      outgoing.on('close', () => clearInterval(timer));
    });
    expect(await fetchRegion(server.url)).to.equal(undefined);
    expect(server.requests).to.have.length(2);
  });

  it('is let go of when the signal aborts', async () => {
    const controller = new AbortController();
    await using server = await metadataServer('eu-west-1', () => controller.abort());
    const startedAt = performance.now();
    expect(await fetchRegion(server.url, controller.signal)).to.equal(undefined);
    expect(await fetchRegion(server.url, controller.signal)).to.equal(undefined);
    expect(performance.now() - startedAt).to.be.below(900);
    expect(server.requests).to.have.length(1);
  });

  const urls = [
    [{}, 'http://169.254.169.254'],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv4' }, 'http://169.254.169.254'],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'ipv6' }, 'http://[fd00:ec2::254]'],
    [
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://h:1/p/', AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' },
      'http://h:1/p',
    ],
    [{ AWS_EC2_METADATA_DISABLED: 'false' }, 'http://169.254.169.254'],
    [{ AWS_EC2_METADATA_DISABLED: 'TRUE', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://h' }, undefined],
  ] as const;
  for (const [env, url] of urls) {
    it(`is at ${url} with ${JSON.stringify(env)}`, () => {
      expect(metadataUrl(env)).to.equal(url);
    });
  }

  const nonsense = [
    [
      'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      ['https://h', 'h', 'file:///x', 'http://', 'http://u:p@h', 'http://h?x', 'http://h:x'],
    ],
    ['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', ['IPv5']],
    ['AWS_EC2_METADATA_DISABLED', ['1', 'yes']],
  ] as const;
  for (const [variable, values] of nonsense) {
    it(`is refused when ${variable} makes no sense`, () => {
      for (const value of values) {
        expect(() => metadataUrl({ [variable]: value }))
          .to.throw(ConfigurationError, new RegExp(`^${variable} must be `))
          .with.property('code', 'ERR_CONFIGURATION_OPTION');
      }
    });
  }
});
