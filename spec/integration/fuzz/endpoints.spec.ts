import { expect } from 'chai';
import fc from 'fast-check';
import * as web from '../../../lib/index.ts';
import * as node from '../../../lib/node.ts';
import { userAgent } from '../../../lib/protocol/user-agent.ts';
import { openCognito } from '../../support/cognito.ts';
import { rejectionOf, runs, text } from './hostile.ts';

const DOMAIN =
  /^(amazonaws\.com(\.cn)?|api\.aws|amazonaws\.eu|api\.amazonwebservices\.(com\.cn|eu)|c2s\.ic\.gov|api\.aws\.ic\.gov|sc2s\.sgov\.gov|api\.aws\.scloud|cloud\.adc-e\.uk|api\.cloud-aws\.adc-e\.uk|csp\.hci\.ic\.gov|api\.aws\.hci\.ic\.gov)$/;

const mark = fc.constantFrom(
  '.',
  '/',
  '\\',
  '@',
  '#',
  '?',
  ':',
  '%2f',
  '\t',
  '\r\n',
  '\u0000',
  '\u3002',
  '\uff0f',
  ' ',
);
const part = fc.oneof(
  fc.constantFrom('eu-west-1', 'us-gov-east-1', 'cn-north-1', 'fips-', '-fips', 'attacker.example', 'x', '-', ''),
  mark,
  text,
);
const region = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

/** What a function returns; nothing where it throws a configuration error. */
function unlessRefused<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).to.be.instanceOf(web.ConfigurationError);
    return undefined;
  }
}

describe('any region at all', () => {
  it('leads to a host of AWS with the region as one label, or nowhere', () => {
    const property = fc.property(region, fc.boolean(), fc.boolean(), (given, useFipsEndpoint, useDualstackEndpoint) => {
      const options = { region: given, useFipsEndpoint, useDualstackEndpoint };
      const url = unlessRefused(() => web.resolveEndpoint(options));
      if (!url) return;
      const [service = '', label = '', ...domain] = new URL(url).hostname.split('.');
      expect(service).to.match(/^cognito-idp(-fips)?$/);
      expect(given.toLowerCase()).to.include(label);
      expect(domain.join('.')).to.match(DOMAIN);
      expect(url).to.equal(`https://${service}.${url.split('.')[1]}.${domain.join('.')}`);
    });
    fc.assert(property, runs);
  });

  it('is the same when a user pool brings it', () => {
    const property = fc.property(region, text, (prefix, id) => {
      const userPoolId = `${prefix}_${id}`;
      const client = unlessRefused(() => new web.ForgotPasswordClient({ userPoolId }));
      const [start = ''] = userPoolId.split('_');
      if (client) expect(() => web.resolveEndpoint({ region: start })).not.to.throw();
    });
    fc.assert(property, runs);
  });
});

const scheme = fc.constantFrom(
  'http://',
  'https://',
  'HTTP://',
  'file://',
  'javascript:',
  '//',
  'http:/',
  'http:\\\\',
  '',
);
const host = fc.oneof(
  fc.constantFrom('localhost', '127.0.0.1:8080', '[::1]:1', 'xn--bcher-kva.example', 'b\u00fccher.example'),
  part,
);
const path = fc.array(fc.oneof(fc.constantFrom('/', '/a', '/../b', '/%2e%2e/', '?q=1', '#f', '//h'), part), {
  maxLength: 3,
});
const endpointUrl = fc
  .tuple(scheme, fc.oneof(fc.constantFrom('', 'user:secret@', 'user@'), part), host, path)
  .map(([start, user, name, rest]) => start + user + name + rest.join(''));

describe('any endpoint at all', () => {
  it('is where a reader takes the request to go, or is refused', () => {
    let accepted = 0;
    const property = fc.property(endpointUrl, (given) => {
      const url = unlessRefused(() => web.resolveEndpoint({ endpointUrl: given }));
      if (!url) return;
      accepted++;
      const read = new URL(url);
      expect(read.protocol).to.match(/^https?:$/);
      expect([read.username, read.password, read.search, read.hash]).to.deep.equal(['', '', '', '']);
      // Nothing but the host stands between the slashes.
      const [, authority = ''] = /^[a-z]+:\/\/([^/]*)/i.exec(given) ?? [];
      expect(authority).not.to.match(/[@\\#?\s]/);
      expect(new URL(`http://${authority}`).hostname).to.equal(read.hostname);
    });
    fc.assert(property, { ...runs, numRuns: 5 * runs.numRuns });
    expect(accepted).to.be.above(runs.numRuns / 10);
  });

  it('gets the request and nobody else, whatever it is', async () => {
    const property = fc.asyncProperty(endpointUrl, async (given) => {
      const asked: string[] = [];
      const cognito = openCognito();
      const transport: web.Transport = (url, sent) => {
        asked.push(url);
        return cognito.transport(url, sent);
      };
      const request = { ClientId: 'client', Username: 'alice' };
      const error = await rejectionOf(
        web.forgotPassword(request, { endpointUrl: given, region: 'eu-west-1', transport }),
      );
      // An empty one is none.
      const url = given
        ? unlessRefused(() => web.resolveEndpoint({ endpointUrl: given }))
        : web.resolveEndpoint({ region: 'eu-west-1' });
      expect(asked).to.deep.equal(url ? [url] : []);
      if (!url) expect(error).to.be.instanceOf(web.ConfigurationError);
    });
    await fc.assert(property, runs);
  });
});

describe('any header value at all', () => {
  it('has no room for another header', () => {
    const property = fc.property(text, (appId) => {
      expect(userAgent('os/other lang/js', appId)).to.match(/^[\x20-\x7e]+$/);
    });
    fc.assert(property, runs);
  });

  for (const [build, lib] of Object.entries({ node, web })) {
    it(`never depends on the request (${build} build)`, async () => {
      const names = new Set<string>();
      const values = new Set<string>();
      const property = fc.asyncProperty(
        fc.stringMatching(/^[\p{L}\p{S}\p{P}]{1,128}$/u),
        text,
        async (Username, value) => {
          const cognito = openCognito();
          const transport: web.Transport = (url, sent) => {
            for (const [name, each] of Object.entries(sent.headers)) names.add(name) && values.add(each);
            return cognito.transport(url, sent);
          };
          const client = new lib.ForgotPasswordClient({ endpointUrl: 'http://localhost', transport });
          await client.forgotPassword({ ClientId: 'client', Username, ClientMetadata: { value } });
        },
      );
      await fc.assert(property, { ...runs, numRuns: runs.numRuns / 10 });
      expect(names.size).to.equal(3);
      expect(values.size).to.equal(3);
    });
  }
});
