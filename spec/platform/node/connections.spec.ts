// What becomes of connections when calls are given up, or connecting takes too long.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ForgotPasswordClient, type ForgotPasswordClientConfig } from '../../../lib/node.ts';
import { type Certificates, makeCertificates } from '../../integration/faults/certificates.ts';
import { loopback, muteServer, secureLoopback } from '../../support/loopback.ts';
import { type ConnectAnswer, type ConnectProxy, refusedWith, startProxy, tunnel } from '../../support/proxy.ts';
import { rejectionOf, request } from '../../support/world.ts';

describe('connections of the Node build', () => {
  let certificates: Certificates;
  let folder = '';
  let caBundle = '';
  const opened: AsyncDisposable[] = [];

  before(async () => {
    certificates = await makeCertificates();
    folder = await mkdtemp(join(tmpdir(), 'connections-'));
    caBundle = join(folder, 'authority.pem');
    await writeFile(caBundle, certificates.authority);
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
  });

  const keep = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
    opened.push(resource);
    return resource;
  };
  const open = (config: ForgotPasswordClientConfig): ForgotPasswordClient =>
    keep(new ForgotPasswordClient({ maxAttempts: 1, ...config }));

  const proxy = async (answer: ConnectAnswer): Promise<ConnectProxy> => keep(await startProxy(answer));

  it('are not opened for calls that were given up while they waited', async () => {
    const server = keep(await loopback({ held: true }));
    const client = open({ endpointUrl: server.url, maxConnections: 2 });
    const calls = ['a', 'b'].map((Username) => client.forgotPassword({ ...request, Username }));
    await server.arrival(2);
    const waiting = Array.from({ length: 200 }, () => client.forgotPassword(request, { timeoutMs: 20 }));
    for (const { status } of await Promise.allSettled(waiting)) expect(status).to.equal('rejected');
    server.release();
    await Promise.all(calls);
    const next = client.forgotPassword({ ...request, Username: 'next' });
    await server.arrival(3);
    server.release();
    await next;
    expect(server.connections()).to.equal(2);
    expect(server.requests.map(({ body }) => JSON.parse(body).Username)).to.have.members(['a', 'b', 'next']);
  });

  it('are kept for the next call when the one that they were opened for was given up', async () => {
    const tunnels: (() => void)[] = [];
    const giveUp = new AbortController();
    const { url, requests: asked } = await proxy((socket, authority) => {
      tunnels.push(() => tunnel(socket, authority));
      giveUp.abort(new Error('enough'));
    });
    const server = keep(await loopback());
    const client = open({ endpointUrl: server.url, proxyUrl: url, maxConnections: 1 });
    const error = await rejectionOf(client.forgotPassword(request, { signal: giveUp.signal }));
    expect(error.message).to.equal('enough');
    const next = client.forgotPassword({ ...request, Username: 'next' });
    for (const openTunnel of tunnels) openTunnel();
    await next;
    expect(server.requests.map(({ body }) => JSON.parse(body).Username)).to.deep.equal(['next']);
    expect([asked.length, server.connections()]).to.deep.equal([1, 1]);
  });

  it('are given up after connectTimeoutMs, and with them their place, where a proxy is silent', async () => {
    let isSilent = true;
    const { url } = await proxy((socket, authority) => (isSilent ? undefined : tunnel(socket, authority)));
    const server = keep(await loopback());
    const client = open({ endpointUrl: server.url, proxyUrl: url, maxConnections: 1, connectTimeoutMs: 1_000 });
    const error = await rejectionOf(client.forgotPassword(request));
    expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'connect', outcome: 'not-sent' });
    isSilent = false;
    await client.forgotPassword(request);
    expect(server.requests).to.have.length(1);
  });

  for (const via of ['directly', 'through a proxy'] as const) {
    it(`are given up after connectTimeoutMs where TLS does not come to its end, ${via}`, async () => {
      const mute = keep(await muteServer());
      const { url } = await proxy(tunnel);
      const client = open({
        endpointUrl: mute.url,
        connectTimeoutMs: 100,
        ...(via === 'through a proxy' && { proxyUrl: url }),
      });
      const error = await rejectionOf(client.forgotPassword(request));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'connect', outcome: 'not-sent' });
    });
  }

  it('that are being made end when the client is closed', async () => {
    const giveUp = new AbortController();
    let hungUp: Promise<unknown> | undefined;
    const { url } = await proxy((socket) => {
      hungUp = once(socket, 'close');
      giveUp.abort(new Error('enough'));
    });
    const client = open({ endpointUrl: 'https://service.invalid', proxyUrl: url, connectTimeoutMs: 2 ** 31 - 1 });
    await rejectionOf(client.forgotPassword(request, { signal: giveUp.signal }));
    await client.close();
    await hungUp;
  });

  it('go through a proxy that is reached by TLS to a service that is reached by TLS', async () => {
    const { url: proxyUrl, requests } = keep(await startProxy(tunnel, certificates.good));
    const { url: endpointUrl } = keep(await secureLoopback(certificates.good));
    const client = open({ endpointUrl, proxyUrl, caBundle });
    expect((await client.forgotPassword(request)).$metadata.httpStatusCode).to.equal(200);
    expect(requests.map(({ url }) => url)).to.deep.equal([new URL(endpointUrl).host]);
  });

  it('go around the proxy for a host that noProxy names', async () => {
    const { url, requests: asked } = await proxy((socket) => socket.destroy());
    const server = keep(await loopback());
    await open({ endpointUrl: server.url, proxyUrl: url, noProxy: '127.0.0.1' }).forgotPassword(request);
    expect(asked).to.deep.equal([]);
  });

  it('resume the TLS session of an earlier one', async () => {
    const server = keep(await secureLoopback(certificates.good, { headers: { connection: 'close' } }));
    const client = open({ endpointUrl: server.url, caBundle });
    for (let call = 0; call < 2; call++) await client.forgotPassword({ ...request });
    expect(server.requests.map(({ isTlsResumed }) => isTlsResumed)).to.deep.equal([false, true]);
  });

  it('are refused with the certificate of another host, directly and through a proxy', async () => {
    const { url } = await proxy(tunnel);
    const { url: endpointUrl } = keep(await secureLoopback(certificates.wrongHost));
    for (const proxyUrl of [undefined, url]) {
      const error = await rejectionOf(
        open({ endpointUrl, caBundle, ...(proxyUrl && { proxyUrl }) }).forgotPassword(request),
      );
      expect(error).to.include({ code: 'ERR_TRANSPORT_TLS', phase: 'connect', outcome: 'not-sent' });
    }
  });

  it('fail with the name of the proxy where that cannot be reached', async () => {
    const client = open({ endpointUrl: 'https://service.invalid', proxyUrl: 'http://127.0.0.1:1' });
    const { message } = await rejectionOf(client.forgotPassword(request));
    expect(message).to.contain('the proxy 127.0.0.1 cannot be reached (ECONNREFUSED). Check proxyUrl.');
  });

  for (const [status, remedy] of [
    [407, 'Check the user name and password of the proxy.'],
    [403, 'Let the proxy pass this host.'],
  ] as const) {
    it(`fail once, with the proxy's status, when it answers ${status}`, async () => {
      const { url, requests: asked } = await proxy(refusedWith(status));
      const client = open({ endpointUrl: 'https://service.invalid', proxyUrl: url, maxAttempts: 3 });
      const error = await rejectionOf(client.forgotPassword(request));
      expect(error).to.include({ code: 'ERR_TRANSPORT_PROXY', outcome: 'not-sent', retryable: false });
      expect(error.message).to.contain(`status ${status}`).and.to.contain(remedy);
      expect(asked).to.have.length(1);
    });
  }
});
