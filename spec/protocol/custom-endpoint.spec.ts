import { inspect } from 'node:util';
import { expect } from 'chai';
import { ConfigurationError, resolveEndpoint } from '../../lib/index.ts';

describe('a custom endpoint', () => {
  for (const given of [
    'https://idp.example.com',
    'http://localhost:9229',
    'http://127.0.0.1:1',
    'http://[::1]:8080',
    'https://[2001:db8::1]',
    'https://idp.example.com/prefix',
    'https://idp.example.com/a/b/c',
    'https://idp.example.com/prefix/',
    'https://idp.example.com/a@b:c',
    'https://idp.example.com/%20',
    'https://idp.example.com/',
    'https://idp.example.com:443/x',
    'http://idp.example.com:80',
    'HTTPS://IDP.Example.COM/Prefix',
    'https://xn--bcher-kva.example',
  ]) {
    it(`replaces the regional one, as it is: ${given}`, () => {
      expect(resolveEndpoint({ endpointUrl: given })).to.equal(given);
      expect(resolveEndpoint({ endpointUrl: given, region: 'eu-west-1' })).to.equal(given);
    });
  }

  it('cannot be combined with FIPS or dual-stack, as the rules of the service say', () => {
    const endpointUrl = 'https://idp.example.com';
    for (const options of [
      { useFipsEndpoint: true },
      { useDualstackEndpoint: true },
      { useFipsEndpoint: true, useDualstackEndpoint: true },
    ]) {
      expect(() => resolveEndpoint({ endpointUrl, ...options }))
        .to.throw(ConfigurationError)
        .with.property('code', 'ERR_CONFIGURATION_ENDPOINT');
    }
    expect(resolveEndpoint({ endpointUrl, useFipsEndpoint: false, useDualstackEndpoint: false })).to.equal(endpointUrl);
  });

  for (const hostile of [
    'idp.example.com',
    '//idp.example.com',
    '/path',
    'https:',
    'https:/',
    'https://',
    'https:///path',
    'https:idp.example.com',
    'https:/idp.example.com',
    'https:\\\\idp.example.com',
    'https://idp.example.com\\@evil.example',
    'ftp://idp.example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'ws://idp.example.com',
    'blob:https://idp.example.com/x',
    'https://user:s3cret@idp.example.com',
    'https://user@idp.example.com',
    'https://:s3cret@idp.example.com',
    'https://@idp.example.com',
    'https://s3cret:@idp.example.com/x',
    'https://idp.example.com?key=s3cret',
    'https://idp.example.com/?',
    'https://idp.example.com/x?key=s3cret',
    'https://idp.example.com#s3cret',
    'https://idp.example.com/#',
    'https://idp.example.com/x y',
    ' https://idp.example.com',
    'https://idp.example.com ',
    'https://idp.example.com\n',
    'ht\ntps://idp.example.com',
    'https://idp.exa\nmple.com',
    'https://idp.example.com/\r\nhost: evil.example',
    'https://idp example.com',
    'https://idp.example.com:99999',
    'https://idp.example.com:port',
    'https://idp.example.com:-1',
    'https://[::1',
    'https://[::g]',
    'https://exa%40mple.com',
    'https://exa%2Fmple.com',
    'https://a<b>c',
    'https://a|b',
    'https://a^b',
    'https://256.256.256.256',
    'https://xn--',
  ]) {
    it(`is refused: ${inspect(hostile)}`, () => {
      let endpoint: string | undefined;
      let error: unknown;
      try {
        endpoint = resolveEndpoint({ endpointUrl: hostile, region: 'eu-west-1' });
      } catch (thrown) {
        error = thrown;
      }
      expect(endpoint).to.equal(undefined);
      expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_ENDPOINT', outcome: 'not-sent' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('s3cret');
      expect(JSON.stringify(error)).not.to.include('s3cret');
    });
  }

  for (const [rewritten, host] of [
    ['https://idp%2eexample.com', 'idp.example.com'],
    ['https://idp.example.com%2F.evil.example', undefined],
    ['https://idp.exam\u00adple.com', 'idp.example.com'],
    ['https://ｉｄｐ.example.com', 'idp.example.com'],
    ['https://idp。example.com', 'idp.example.com'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
    ['https://BÜCHER.example', 'xn--bcher-kva.example'],
    ['https://ﬁdo.example', 'fido.example'],
    ['http://0x7f.1', '127.0.0.1'],
    ['http://127.1', '127.0.0.1'],
    ['http://2130706433', '127.0.0.1'],
    ['http://0177.0.0.1', '127.0.0.1'],
    ['http://127.0.0.1.', '127.0.0.1'],
    ['http://[::0:1]', '[::1]'],
    ['http://[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ['https://idp.example.com\u0001', 'idp.example.com'],
  ] as const) {
    it(`is refused where URL parsers read another host than is written: ${inspect(rewritten)}`, () => {
      const refused = expect(() => resolveEndpoint({ endpointUrl: rewritten })).to.throw(ConfigurationError);
      refused.with.property('code', 'ERR_CONFIGURATION_ENDPOINT');
      refused.with.property(
        'message',
        host ? `endpointUrl must write its host as ${host}` : 'endpointUrl must be a valid URL',
      );
      // What the text advises works.
      if (host) expect(resolveEndpoint({ endpointUrl: `https://${host}` })).to.equal(`https://${host}`);
    });
  }

  it('is refused when it is no text, as is a region', () => {
    for (const wrong of [5, true, {}, ['eu-west-1'], Symbol('s3cret')]) {
      for (const options of [{ endpointUrl: wrong }, { region: wrong }]) {
        expect(() => resolveEndpoint(options as never), inspect(options)).to.throw(ConfigurationError);
      }
    }
    for (const wrong of [undefined, null, 5])
      expect(() => resolveEndpoint(wrong as never)).to.throw(ConfigurationError);
  });
});
