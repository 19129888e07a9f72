import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ForgotPasswordClient } from '../../../lib/node.ts';
import { rejectionOf } from '../../support/world.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { leaksIn, proxyCredentials, request } from './canaries.ts';

const authorization = `Basic ${Buffer.from(proxyCredentials).toString('base64')}`;

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe("a proxy's credentials", () => {
  let certificates: Certificates;
  let folder: string;
  let caBundle: string;
  let opened: Server[];
  let sockets: Set<Socket>;
  let atProxy: IncomingMessage[];
  let atOrigin: IncomingMessage[];

  before(async () => {
    certificates = await makeCertificates();
    folder = await mkdtemp(join(tmpdir(), 'proxy-'));
    caBundle = join(folder, 'authority.pem');
    await writeFile(caBundle, certificates.authority);
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(() => {
    opened = [];
    sockets = new Set();
    atProxy = [];
    atOrigin = [];
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    for (const server of opened) await once(server.close(), 'close');
  });

  const open = async (server: Server): Promise<number> => {
    opened.push(server);
    server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
    return portOf(server);
  };

  /** A proxy that does as `answer` says with a connection that is asked for. */
  const openProxy = async (answer: (socket: Socket, request: IncomingMessage) => void): Promise<string> => {
    const proxy = createServer((incoming, response) => {
      atProxy.push(incoming);
      response.writeHead(502).end();
    });
    proxy.on('connect', (incoming: IncomingMessage, socket: Socket) => {
      atProxy.push(incoming);
      answer(socket, incoming);
    });
    return `http://${proxyCredentials}@127.0.0.1:${await open(proxy)}`;
  };

  const tunnel = (socket: Socket, { url }: IncomingMessage): void => {
    const [, port] = (url ?? '').split(':');
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    sockets.add(onward.on('error', () => {}));
  };

  const openOrigin = async (scheme: 'http' | 'https'): Promise<string> => {
    const listener: Parameters<typeof createServer>[1] = (incoming, response) => {
      atOrigin.push(incoming);
      response.end('{}');
    };
    const server = scheme === 'http' ? createServer(listener) : createSecureServer(certificates.good, listener);
    return `${scheme}://127.0.0.1:${await open(server)}`;
  };

  for (const scheme of ['http', 'https'] as const) {
    it(`are for the proxy alone, before an ${scheme} endpoint`, async () => {
      const endpointUrl = await openOrigin(scheme);
      const proxyUrl = await openProxy(tunnel);
      await using client = new ForgotPasswordClient({ endpointUrl, proxyUrl, caBundle });
      await client.forgotPassword(request);
      expect(atProxy.map(({ headers }) => headers['proxy-authorization'])).to.deep.equal([authorization]);
      expect(atOrigin).to.have.length(1);
      for (const { rawHeaders } of atOrigin) expect(leaksIn(rawHeaders)).to.deep.equal([]);
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
      expect(atOrigin).to.deep.equal([]);
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
