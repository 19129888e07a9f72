import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { secureLoopback } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

/** Whom to speak to. */
export const tlsCases: Cases = {
  'a certificate that nobody vouches for': {
    async 'ends the call: nothing was sent, and another try would change nothing'({ client, lib }) {
      const pem = await readFile(new URL('../../fixtures/self-signed.pem', import.meta.url), 'utf8');
      await using server = await secureLoopback({ cert: pem, key: pem });
      const error = await rejectionOf(client(server.url, { delivery: 'at-least-once' }).forgotPassword(request));
      expect(error).to.be.instanceOf(lib.TransportError);
      expect(error).to.include({ phase: 'connect', outcome: 'not-sent' });
      expect(server.requests).to.have.length(0);
      expect(error).to.include({ code: 'ERR_TRANSPORT_TLS', retryable: false });
      expect(error.$metadata.attempts).to.equal(1);
    },
  },

  'a server that speaks no TLS': {
    async 'ends the call at once'({ build, client, serve, lib }) {
      const server = await serve();
      const error = await rejectionOf(client(server.url.replace('http:', 'https:')).forgotPassword(request));
      expect(error).to.be.instanceOf(lib.TransportError);
      expect(error.$metadata.attempts).to.equal(1);
      expect(server.requests).to.have.length(0);
      // The codes of OpenSSL do not tell whether there was a connection.
      if (build === 'web') return;
      expect(error).to.include({ code: 'ERR_TRANSPORT_TLS', phase: 'connect', outcome: 'not-sent', retryable: false });
    },
  },
};
