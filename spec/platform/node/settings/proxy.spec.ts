import { expect } from 'chai';
import { resolveAmbient } from '../../../../lib/platform/node/settings/ambient.ts';
import { isExcluded } from '../../../../lib/platform/node/settings/no-proxy.ts';
import { refusal, useMachine } from './machine.ts';

describe('the ambient proxy', () => {
  const machine = useMachine();
  const region = 'eu-west-1';
  const endpointUrl = 'http://localhost:9229';

  const choices = [
    [{}, { HTTPS_PROXY: 'http://b', https_proxy: 'http://a' }, 'https_proxy', 'http://a'],
    [{}, { HTTPS_PROXY: 'https://u:p@b:1', HTTP_PROXY: 'http://c' }, 'HTTPS_PROXY', 'https://u:p@b:1'],
    [{}, { https_proxy: '', HTTPS_PROXY: 'proxy.corp:3128' }, 'HTTPS_PROXY', 'http://proxy.corp:3128'],
    [{ endpointUrl }, { HTTP_PROXY: 'http://b', http_proxy: '//a', HTTPS_PROXY: 'http://c' }, 'http_proxy', 'http://a'],
    [{}, { AWS_ENDPOINT_URL: endpointUrl, HTTP_PROXY: 'http://b', HTTPS_PROXY: 'http://c' }, 'HTTP_PROXY', 'http://b'],
  ] as const;
  for (const [given, env, source, value] of choices) {
    it(`is chosen by the endpoint's scheme, lower case first: ${JSON.stringify({ ...given, ...env })}`, async () => {
      const { proxyUrl } = await resolveAmbient({ region, ...given }, machine.sources(env));
      expect(proxyUrl).to.deep.equal({ value, source });
    });
  }

  it('is none where only the other scheme has one', async () => {
    const ambient = await resolveAmbient({ region }, machine.sources({ HTTP_PROXY: 'http://b', NO_PROXY: '*' }));
    expect([ambient.proxyUrl, ambient.noProxy]).to.deep.equal([undefined, undefined]);
  });

  it('goes with the hosts that it is not for', async () => {
    const env = { HTTPS_PROXY: 'http://b', NO_PROXY: 'x', no_proxy: 'y' };
    const noProxy = { value: 'y', source: 'no_proxy' };
    expect((await resolveAmbient({ region }, machine.sources(env))).noProxy).to.deep.equal(noProxy);
    const given = await resolveAmbient({ region, proxyUrl: 'http://a' }, machine.sources(env));
    expect([given.proxyUrl, given.noProxy]).to.deep.equal([undefined, noProxy]);
    expect((await resolveAmbient({ region, noProxy: 'z' }, machine.sources(env))).noProxy).to.equal(undefined);
  });

  it('is refused by name, and without its password, when it is no http(s) URL', async () => {
    for (const text of [
      'socks5://u:hunter2@h',
      'http://u:hunter2@h:x',
      'http://',
      'u:hunter2@h h',
      'http://u:hunter2%@h',
    ]) {
      const { code, message } = await refusal(resolveAmbient({ region }, machine.sources({ https_proxy: text })));
      expect([code, message.split(' ')[0]]).to.deep.equal(['ERR_CONFIGURATION_OPTION', 'https_proxy']);
      expect(message).not.to.include('hunter2');
    }
  });
});

describe('a NO_PROXY list', () => {
  const cases = [
    ['', 'https://example.com', true],
    ['example.com', 'https://example.com', false],
    ['example.com', 'https://a.b.example.com', false],
    ['.example.com', 'https://a.example.com', false],
    ['*.example.com', 'https://a.example.com', false],
    ['EXAMPLE.com', 'https://a.example.COM', false],
    ['example.com', 'https://notexample.com', true],
    ['a.example.com', 'https://example.com', true],
    ['*', 'https://example.com', false],
    ['localhost, *', 'https://example.com', false],
    ['a, b  example.com', 'https://example.com', false],
    ['example.com:443', 'https://example.com', false],
    ['example.com:444', 'https://example.com', true],
    ['127.0.0.1:80', 'http://127.0.0.1', false],
    ['127.0.0.1', 'http://127.0.0.1:8080', false],
    ['::1', 'http://[::1]:8080', false],
    ['[::1]', 'http://[::1]:8080', false],
    ['[::1]:8080', 'http://[::1]:8080', false],
    ['[::1]:8081', 'http://[::1]:8080', true],
    ['0:0:0:0:0:0:0:1', 'http://[::1]', false],
    ['::2', 'http://[::1]', true],
    ['fd00::/8', 'http://[fd00::1]', true],
  ] as const;
  for (const [list, origin, expected] of cases) {
    it(`${JSON.stringify(list)} sends ${origin} ${expected ? 'through the proxy' : 'around the proxy'}`, () => {
      expect(isExcluded(list, new URL(origin))).to.equal(!expected);
    });
  }
});
