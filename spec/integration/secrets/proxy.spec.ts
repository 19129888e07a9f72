import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ForgotPasswordClient } from '../../../lib/node.ts';
import { type Loopback, loopback, secureLoopback } from '../../support/loopback.ts';
import { type ConnectAnswer, type ConnectProxy, startProxy, tunnel } from '../../support/proxy.ts';
import { rejectionOf } from '../../support/world.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { leaksIn, proxyCredentials, request } from './canaries.ts';

const authorization = `Basic ${Buffer.from(proxyCredentials).toString('base64')}`;

describe("a proxy's credentials", () => {
  let certificates: Certificates;
  let folder: string;
  let caBundle: string;
  let proxy: ConnectProxy | undefined;
  let origin: Loopback | undefined;

  before(async () => {
    certificates = await makeCertificates();
    folder = await mkdtemp(join(tmpdir(), 'proxy-'));
    caBundle = join(folder, 'authority.pem');
    await writeFile(caBundle, certificates.authority);
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await origin?.[Symbol.asyncDispose]();
    proxy = undefined;
    origin = undefined;
  });

  const openProxy = async (answer: ConnectAnswer): Promise<string> => {
    proxy = await startProxy(answer);
    return proxy.url.replace('://', `://${proxyCredentials}@`);
  };

  const openOrigin = async (scheme: 'http' | 'https'): Promise<string> => {
    origin = await (scheme === 'http' ? loopback() : secureLoopback(certificates.good));
    return origin.url;
  };

  for (const scheme of ['http', 'https'] as const) {
    it(`are for the proxy alone, before an ${scheme} endpoint`, async () => {
      const endpointUrl = await openOrigin(scheme);
      const proxyUrl = await openProxy(tunnel);
      await using client = new ForgotPasswordClient({ endpointUrl, proxyUrl, caBundle });
      await client.forgotPassword(request);
      const atProxy = proxy?.requests ?? [];
      const atOrigin = origin?.requests ?? [];
      expect(atProxy.map(({ headers }) => headers['proxy-authorization'])).to.deep.equal([authorization]);
      expect(atOrigin).to.have.length(1);
      for (const { headers } of atOrigin) expect(leaksIn(headers)).to.deep.equal([]);
      // Nor does the proxy see what is meant for the service.
      for (const { rawHeaders, url } of atProxy) {
        expect(leaksIn({ url, headers: rawHeaders.filter((each) => each !== authorization) })).to.deep.equal([]);
      }
    });
  }

  const failures: Readonly<Record<string, (socket: Socket) => void>> = {
    'asks for others': (socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
    'cannot reach the endpoint': (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'),
    'repeats them': (socket) =>
      socket.end(`HTTP/1.1 403 ${proxyCredentials}\r\nx: ${authorization}\r\n\r\n${authorization}`),
    'is none': (socket) => socket.end(`${authorization}\r\n\r\n`),
    'breaks off': (socket) => socket.resetAndDestroy(),
  };
  for (const [what, answer] of Object.entries(failures)) {
    it(`are not told when the proxy ${what}; nothing was sent then`, async () => {
      const proxyUrl = await openProxy(answer);
      const events: unknown[] = [];
      await using client = new ForgotPasswordClient({
        endpointUrl: await openOrigin('https'),
        proxyUrl,
        caBundle,
        maxAttempts: 1,
        onEvent: (event) => events.push(event),
      });
      const error = await rejectionOf(client.forgotPassword(request));
      expect(error).to.include({ name: 'TransportError', phase: 'connect', outcome: 'not-sent' });
      expect(leaksIn({ error, events, client })).to.deep.equal([]);
      expect(origin?.requests).to.deep.equal([]);
    });
  }

  it('are not told when the proxy cannot be found, or its URL is none', async () => {
    const codes = {
      [`${'a'.repeat(64)}.invalid`]: 'ERR_TRANSPORT_DNS',
      '127.0.0.1:99999': 'ERR_CONFIGURATION_OPTION',
      '127.0.0.1 x': 'ERR_CONFIGURATION_OPTION',
    };
    for (const [host, code] of Object.entries(codes)) {
      const proxyUrl = `http://${proxyCredentials}@${host}`;
      await using client = new ForgotPasswordClient({ endpointUrl: 'https://localhost', proxyUrl, maxAttempts: 1 });
      const error = await rejectionOf(client.forgotPassword(request));
      expect(error).to.include({ code, outcome: 'not-sent' });
      expect(leaksIn(error), host).to.deep.equal([]);
    }
  });
});
