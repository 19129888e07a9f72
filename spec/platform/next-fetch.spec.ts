import { expect } from 'chai';
import { ForgotPasswordClient } from '../../lib/index.ts';
import { openCognito } from '../support/cognito.ts';

describe('the web build', () => {
  const platformFetch = globalThis.fetch;

  afterEach(() => {
    globalThis.fetch = platformFetch;
  });

  /** The members of the request that a call gives to a platform's fetch. */
  async function membersGivenTo(own: object): Promise<RequestInit> {
    let given: RequestInit = {};
    const cognito = openCognito();
    const fetch: typeof globalThis.fetch = (url, init = {}) => {
      given = init;
      return cognito.fetch(url, init);
    };
    globalThis.fetch = Object.assign(fetch, own);
    const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'client' });
    await client.forgotPassword({ Username: 'alice' });
    return given;
  }

  it("asks Next.js's fetch not to answer from its cache", async () => {
    expect(await membersGivenTo({ __nextPatched: true })).to.include({ cache: 'no-store' });
  });

  it('gives other platforms no cache member, which some Workers refuse', async () => {
    expect(await membersGivenTo({})).not.to.have.property('cache');
  });
});
