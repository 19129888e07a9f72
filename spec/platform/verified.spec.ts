import { expect } from 'chai';
import { ForgotPasswordClient } from '../../lib/node.ts';
import { makeCertificates } from '../integration/faults/certificates.ts';
import { secureLoopback } from '../support/loopback.ts';
import { rejectionOf, request } from '../support/world.ts';

describe('a certificate that nobody vouches for', () => {
  const { NODE_TLS_REJECT_UNAUTHORIZED } = process.env;
  afterEach(() => {
    if (NODE_TLS_REJECT_UNAUTHORIZED === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = NODE_TLS_REJECT_UNAUTHORIZED;
  });

  it('is refused though the environment turns verification off', async () => {
    const { unknown } = await makeCertificates();
    await using server = await secureLoopback(unknown);
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    await using client = new ForgotPasswordClient({ endpointUrl: server.url });
    const error = await rejectionOf(client.forgotPassword(request));
    expect(error).to.include({ code: 'ERR_TRANSPORT_TLS', phase: 'connect', outcome: 'not-sent' });
    expect(server.requests).to.have.length(0);
  });
});
