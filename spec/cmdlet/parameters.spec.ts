import { expect } from 'chai';
import { describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { refusing } from '../support/cognito.ts';

describeCmdlet("the cmdlet's parameters", (useBench) => {
  it('go into the request under the names of the wire', () =>
    useBench(async ({ lib, base, sent }) => {
      await lib.resetForgottenPassword({
        ...base,
        Username: 'alice',
        SecretHash: 'hash=',
        ClientMetadata: { tenant: 'one' },
        AnalyticsMetadata_AnalyticsEndpointId: 'endpoint',
        UserContextData_EncodedData: 'data',
        UserContextData_IpAddress: '192.0.2.1',
      });
      expect(sent()).to.deep.equal({
        ClientId: 'client1',
        Username: 'alice',
        SecretHash: 'hash=',
        ClientMetadata: { tenant: 'one' },
        AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint' },
        UserContextData: { EncodedData: 'data', IpAddress: '192.0.2.1' },
      });
    }));

  it('make a structure only where one of its members is given', () =>
    useBench(async ({ lib, base, sent }) => {
      await lib.resetForgottenPassword({ ...base, Username: 'alice', UserContextData_IpAddress: '192.0.2.1' });
      expect(sent()).to.deep.equal({
        ClientId: 'client1',
        Username: 'alice',
        UserContextData: { IpAddress: '192.0.2.1' },
      });
    }));

  it('read null and undefined as absent', () =>
    useBench(async ({ lib, base, sent }) => {
      await lib.resetForgottenPassword({
        ...base,
        Username: 'alice',
        SecretHash: null,
        Select: null,
        ClientConfig: null,
        Force: undefined,
        UserContextData_IpAddress: null,
      });
      expect(sent()).to.deep.equal({ ClientId: 'client1', Username: 'alice' });
    }));

  it('match by name in any case, with the aliases of the cmdlet', () =>
    useBench(async ({ lib, base, service }) => {
      const { EndpointUrl, ClientId } = base;
      const parameters = { USERNAME: 'alice', clientid: ClientId, endpointURL: EndpointUrl, regiontocall: 'eu-west-1' };
      await lib.resetForgottenPassword(parameters as never);
      expect(service.requests).to.have.length(1);
    }));

  it('take the client ID and the secret out of ClientConfig', () =>
    useBench(async ({ lib, base, sent }) => {
      const ClientConfig = { clientId: '1example23456789', clientSecret: 'secret' };
      await lib.resetForgottenPassword({ EndpointUrl: base.EndpointUrl, Username: 'username', ClientConfig });
      expect(sent()).to.deep.equal({
        ClientId: '1example23456789',
        Username: 'username',
        SecretHash: 'adDwEkawDvtqNt+brV2LT+9UwVpKcPtqXg7LpAZt+qQ=',
      });
    }));

  it('put EndpointUrl and Region before those of ClientConfig', () =>
    useBench(async ({ lib, base, service }) => {
      const ClientConfig = { endpointUrl: 'http://127.0.0.1:1', region: 'eu-west-1' };
      await lib.resetForgottenPassword({ ...base, Username: 'alice', ClientConfig });
      expect(service.requests).to.have.length(1);
      const contradiction = { Region: 'us-east-1', ClientConfig: { userPoolId: 'eu-west-1_Example' } };
      const error = await rejectionOf(lib.resetForgottenPassword({ ...base, Username: 'alice', ...contradiction }));
      expect(error.code).to.equal('ERR_CONFIGURATION_REGION');
    }));

  it('are refused all at once: unknown, of the wrong type, against the schema', () =>
    useBench(async ({ lib, service, base }) => {
      const wrong = {
        ...base,
        Usernam: 'alice',
        Force: 'yes',
        Region: 1,
        ClientMetadata: { a: 1 },
        confirm: 'y',
        signal: 5,
        ClientConfig: 'x',
      };
      const error = await rejectionOf(lib.resetForgottenPassword(wrong as never));
      expect(error).to.be.instanceOf(lib.RequestValidationError);
      expect(error.issues.map(({ path, keyword }) => `${path} ${keyword}`)).to.have.members([
        '/Usernam additionalProperties',
        '/Force type',
        '/Region type',
        '/confirm type',
        '/signal type',
        '/ClientConfig type',
        '/Username required',
        '/ClientMetadata/a type',
      ]);
      expect(error.message).to.contain('did you mean Username?');
      expect(service.requests).to.have.length(0);
    }));

  it('are refused when one is given twice', () =>
    useBench(async ({ lib, base, service }) => {
      const twice = { ...base, Username: 'alice', username: 'bob' };
      const error = await rejectionOf(lib.resetForgottenPassword(twice as never));
      expect(error.issues).to.deep.equal([
        { path: '/Username', keyword: 'uniqueNames', message: 'Username is given twice; remove one' },
      ]);
      expect(service.requests).to.have.length(0);
    }));

  for (const value of [undefined, null, 'alice', 7, []]) {
    it(`are refused when they are no object: ${JSON.stringify(value)}`, () =>
      useBench(async ({ lib }) => {
        const error = await rejectionOf(lib.resetForgottenPassword(value as never));
        expect(error).to.be.instanceOf(lib.RequestValidationError);
        expect(error.issues.map(({ path, keyword }) => [path, keyword])).to.deep.equal([['', 'type']]);
      }));
  }

  it('abort with the reason of the signal', () =>
    useBench(async ({ lib, base, service }) => {
      const reason = new Error('enough');
      const call = lib.resetForgottenPassword({ ...base, Username: 'alice', signal: AbortSignal.abort(reason) });
      expect(await rejectionOf(call)).to.equal(reason);
      expect(service.requests).to.have.length(0);
    }));

  it("pass on the service's error", () =>
    useBench(async ({ lib, base }) => {
      const error = await rejectionOf(lib.resetForgottenPassword({ ...base, Username: 'alice' }));
      expect(error).to.be.instanceOf(lib.UserNotFoundException);
    }, refusing('UserNotFoundException')));
});
