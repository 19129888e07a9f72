import { expect } from 'chai';
import { collect, describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { details, refusing } from '../support/cognito.ts';

const sensitive = {
  ClientId: 'client_canary',
  Username: 'user-canary',
  SecretHash: 'hash+canary=',
  ClientMetadata: { tenant: 'metadata-canary' },
  UserContextData_EncodedData: 'data-canary',
  UserContextData_IpAddress: 'ip-canary',
  AnalyticsMetadata_AnalyticsEndpointId: 'endpoint-1',
} as const;

describeCmdlet('CallHistory', (useBench) => {
  it('keeps what a call returned, when, and in how many attempts', () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory();
      const before = new Date();
      const response = await lib.resetForgottenPassword({
        ...base,
        Username: 'alice',
        CallHistory: history,
        Select: '*',
      });
      const { start, end, ...others } = history.calls[0] ?? {};
      expect(others).to.deep.equal({ operation: 'ForgotPassword', attempts: 1, response });
      // A clock that only runs forward measures the call, and the wall clock says when: they round apart by 1 ms.
      expect(start).to.be.within(new Date(before.getTime() - 1), end as Date);
      expect(end).to.be.at.most(new Date());
      expect(history.last).to.equal(history.calls[0]);
    }));

  it("keeps a call's error", () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory();
      const error = await rejectionOf(lib.resetForgottenPassword({ ...base, Username: 'alice', CallHistory: history }));
      expect(history.last?.error).to.equal(error);
      expect(history.last).not.to.have.property('response');
    }, refusing('UserNotFoundException')));

  it('keeps the last 5 calls, oldest first, or as many as asked for', () =>
    useBench(async ({ lib, base }) => {
      const users = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      for (const [length, kept] of [
        [undefined, users.slice(2)],
        [2, users.slice(5)],
        [100, users],
      ] as const) {
        const history = new lib.CallHistory({ length, recordRequests: true, includeSensitiveData: true });
        await collect(lib.resetForgottenPasswords(users, { ...base, CallHistory: history }));
        expect(history.calls.map(({ request }) => Object(request).Username)).to.deep.equal(kept);
      }
    }));

  it('keeps no request unless asked to', () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory({ includeSensitiveData: true });
      await lib.resetForgottenPassword({ ...base, ...sensitive, CallHistory: history });
      expect(history.last).not.to.have.property('request');
      expect(JSON.stringify(history.calls)).not.to.contain('canary');
    }));

  it('keeps no sensitive value unless asked to twice', () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory({ recordRequests: true });
      await lib.resetForgottenPassword({ ...base, ...sensitive, CallHistory: history });
      expect(history.last?.request).to.deep.equal({
        ClientId: 'client_canary',
        Username: '[redacted]',
        SecretHash: '[redacted]',
        ClientMetadata: { tenant: '[redacted]' },
        UserContextData: { EncodedData: '[redacted]', IpAddress: '[redacted]' },
        AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint-1' },
      });
    }));

  it('keeps the request as it was given when asked to twice', () =>
    useBench(async ({ lib, service }) => {
      const history = new lib.CallHistory({ recordRequests: true, includeSensitiveData: true });
      const request = { ClientId: 'client1', Username: 'alice', ClientMetadata: { tenant: 'one' } };
      await lib.forgotPassword(request, { endpointUrl: service.url, history });
      expect(history.last?.request).to.equal(request);
    }));

  it('keeps a request that is no request without its value', () =>
    useBench(async ({ lib, service }) => {
      const history = new lib.CallHistory({ recordRequests: true });
      const client = new lib.ForgotPasswordClient({ endpointUrl: service.url, history });
      await rejectionOf(client.forgotPassword('user-canary' as never));
      await client.close();
      expect(history.last?.request).to.equal('[redacted]');
      expect(history.last?.attempts).to.equal(0);
    }));

  it('forgets all when told to', () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory();
      await lib.resetForgottenPassword({ ...base, Username: 'alice', CallHistory: history });
      history.clear();
      expect(history.calls).to.deep.equal([]);
      expect(history.last).to.equal(undefined);
    }));

  it('is shared by the clients that it is given to', () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory();
      await lib.resetForgottenPassword({ ...base, Username: 'a', CallHistory: history });
      await lib.forgotPassword({ ClientId: 'c', Username: 'b' }, { endpointUrl: base.EndpointUrl, history });
      expect(history.calls.map(({ response }) => Object(response).CodeDeliveryDetails)).to.deep.equal([
        details,
        details,
      ]);
    }));

  it('cannot be changed from outside', () =>
    useBench(async ({ lib, base }) => {
      const history = new lib.CallHistory();
      await lib.resetForgottenPassword({ ...base, Username: 'a', CallHistory: history });
      expect(history.last).to.be.frozen;
    }));

  it('may be made with no options at all', () =>
    useBench(async ({ lib }) => {
      for (const none of [null, undefined, {}]) expect(new lib.CallHistory(none as never).calls).to.deep.equal([]);
    }));

  for (const length of [0, -1, 1.5, Number.NaN, '5', 2 ** 31]) {
    it(`refuses a length of ${JSON.stringify(length)}`, () =>
      useBench(async ({ lib }) => {
        expect(() => new lib.CallHistory({ length: length as number })).to.throw(lib.ConfigurationError);
      }));
  }
});
