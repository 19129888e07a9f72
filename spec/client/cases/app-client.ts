import { expect } from 'chai';
import { type Cases, request } from '../../support/world.ts';

// Of the AWS documentation and of independent implementations.
const hashes = [
  ['secret', '1example23456789', 'username', 'adDwEkawDvtqNt+brV2LT+9UwVpKcPtqXg7LpAZt+qQ='],
  ['6eqbgs7ij1o0', '7q0tk5v9oe4bfhs2d8n1m3abcd', 'alice@example.com', 'cXVAt8qYCYo7liTrqnBXtGUSav84oNIuk0Hyermqf/U='],
  ['p@ss+/=', 'abc123', 'Jane Doe', 'pW8io3AGDcoaimgO7MJHEehCjdglrhrn3ES4thP421o='],
  ['secret', 'abc123', 'ü', 'GP2wIAx/BhPJomR9boQQEGW/HWG0szFpHdQHIkVAnSo='],
  ['secret', 'abc123', '日本', '/B1sGN1hN/g4Ecy3gxjMnYcQnwSrCW21Nv0fYikhAHw='],
] as const;

/** What comes of the app client: its ID and its secret. */
export const appClientCases: Cases = {
  'the client ID': {
    async "is the client's where the request names none"({ serve, client }) {
      const { url, requests } = await serve();
      await client(url, { clientId: 'default1' }).forgotPassword({ Username: 'alice' });
      await client(url, { clientId: 'default1' }).forgotPassword({ Username: 'alice', ClientId: null });
      expect(requests.map(({ body }) => JSON.parse(body).ClientId)).to.deep.equal(['default1', 'default1']);
    },
    async "is the request's where it names one"({ serve, client }) {
      const { url, requests } = await serve();
      await client(url, { clientId: 'default1' }).forgotPassword(request);
      expect(JSON.parse(requests[0]?.body ?? '').ClientId).to.equal('client1');
    },
  },

  'the secret hash': {
    async 'is what the AWS documentation and other implementations compute'({ lib }) {
      for (const [clientSecret, clientId, username, hash] of hashes) {
        expect(await lib.computeSecretHash({ clientSecret, clientId, username })).to.equal(hash);
      }
    },
    async 'needs all of its parts'({ lib }) {
      const whole = { username: 'a', clientId: 'b', clientSecret: 'c' };
      for (const part of Object.keys(whole)) {
        for (const value of ['', undefined, null]) {
          const error = await lib.computeSecretHash({ ...whole, [part]: value } as never).catch((reason) => reason);
          expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_OPTION' });
        }
      }
    },
    async 'is computed for each request over the username and the client ID that are sent'({ serve, client }) {
      const { url, requests } = await serve();
      const caller = client(url, { clientId: 'abc123', clientSecret: 'secret' });
      await caller.forgotPassword({ Username: 'ü' });
      await caller.forgotPassword({ Username: '日本' });
      await caller.forgotPassword({ Username: 'username', ClientId: '1example23456789' });
      expect(requests.map(({ body }) => JSON.parse(body).SecretHash)).to.deep.equal([
        hashes[3][3],
        hashes[4][3],
        hashes[0][3],
      ]);
    },
    async 'of the request is sent as it is'({ serve, client }) {
      const { url, requests } = await serve();
      await client(url, { clientSecret: 'secret' }).forgotPassword({ ...request, SecretHash: 'mine' });
      expect(JSON.parse(requests[0]?.body ?? '').SecretHash).to.equal('mine');
    },
    async 'is not sent by a client without a secret'({ serve, client }) {
      const { url, requests } = await serve();
      await client(url).forgotPassword(request);
      expect(JSON.parse(requests[0]?.body ?? '')).not.to.have.property('SecretHash');
    },
  },
};
