import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { ForgotPasswordClient } from '../../lib/node.ts';
import { makeCertificates } from '../integration/faults/certificates.ts';
import { rejectionOf, request } from '../support/world.ts';

describe('a certificate that nobody vouches for', () => {
  const { NODE_TLS_REJECT_UNAUTHORIZED } = process.env;
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
    if (NODE_TLS_REJECT_UNAUTHORIZED === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = NODE_TLS_REJECT_UNAUTHORIZED;
  });

  it('is refused though the environment turns verification off', async () => {
    const { unknown } = await makeCertificates();
    let requests = 0;
    server = createServer(unknown, (_, response) => {
      requests++;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpointUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    await using client = new ForgotPasswordClient({ endpointUrl });
    const error = await rejectionOf(client.forgotPassword(request));
    expect(error).to.include({ code: 'ERR_TRANSPORT_TLS', phase: 'connect', outcome: 'not-sent' });
    expect(requests).to.equal(0);
  });
});
