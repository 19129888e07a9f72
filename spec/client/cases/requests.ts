import { expect } from 'chai';
import { type Cases, request } from '../../support/world.ts';

const accepted = {
  status: 200,
  body: { CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' } },
};

/** What is sent, and what comes back. */
export const requestCases: Cases = {
  'an accepted call': {
    async "resolves with the service's answer and $metadata"({ serve, client }) {
      const { url } = await serve(accepted);
      const output = await client(url).forgotPassword(request);
      expect(output).to.deep.equal({
        ...accepted.body,
        $metadata: { httpStatusCode: 200, requestId: 'request-1', attempts: 1, totalRetryDelay: 0 },
      });
    },
    async 'keeps members that the schema does not know, and media that are new'({ serve, client }) {
      const body = { CodeDeliveryDetails: { DeliveryMedium: 'PIGEON', Roost: 7 }, Extra: { deep: [1, 'two'] } };
      const { url } = await serve({ body });
      expect(await client(url).forgotPassword(request)).to.deep.include(body);
    },
    async 'may have no members at all'({ serve, client }) {
      const { url } = await serve({ body: {} });
      const output = await client(url).forgotPassword(request);
      expect(Object.keys(output)).to.deep.equal(['$metadata']);
    },
    async 'takes a null member for one that is absent'({ serve, client }) {
      const { url } = await serve({ body: { CodeDeliveryDetails: null } });
      expect(await client(url).forgotPassword(request)).not.to.have.property('CodeDeliveryDetails');
    },
    async 'finds the request ID under each of its names, and does without'({ serve, client }) {
      const ids = async (headers: Record<string, string>): Promise<unknown> => {
        const { url } = await serve({ headers: { 'x-amzn-requestid': '', ...headers } });
        return (await client(url).forgotPassword(request)).$metadata.requestId;
      };
      expect(await ids({ 'x-amzn-requestid': 'a', 'x-amzn-request-id': 'b' })).to.equal('a');
      expect(await ids({ 'x-amzn-request-id': 'b', 'x-amz-request-id': 'c' })).to.equal('b');
      expect(await ids({ 'x-amz-request-id': 'c' })).to.equal('c');
      expect(await ids({})).to.equal(undefined);
    },
  },

  'a request': {
    async 'is one unsigned JSON 1.1 POST to the endpoint'({ build, serve, client }) {
      const { url, requests } = await serve();
      await client(url).forgotPassword(request);
      expect(requests).to.have.length(1);
      const { method, url: path, headers, body } = requests[0] as (typeof requests)[0];
      expect({ method, path, body }).to.deep.equal({
        method: 'POST',
        path: '/',
        body: '{"ClientId":"client1","Username":"alice"}',
      });
      expect(headers).to.include({
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword',
        'content-length': `${body.length}`,
      });
      // What fetch adds of its own depends on the runtime; spec/platform/fetch.spec.ts tells what it is given.
      const own = ['connection', 'content-length', 'content-type', 'host', 'user-agent', 'x-amz-target'];
      if (build === 'node') expect(Object.keys(headers).sort()).to.deep.equal(own);
      expect(Object.keys(headers).filter((name) => /^(authorization|amz-sdk-.*|cookie)$/.test(name))).to.deep.equal([]);
    },
    async 'says who sends it, in the grammar of the AWS SDKs'({ build, lib, serve }) {
      const { url, requests } = await serve();
      await lib.forgotPassword(request, { endpointUrl: url, appId: 'my shop (1)' });
      const agent = requests[0]?.headers[build === 'node' ? 'user-agent' : 'x-amz-user-agent'];
      const token = "[\\w!#$%&'*+.^`|~-]+";
      expect(agent).to.match(
        new RegExp(
          `^cognito-forgot-password/${token} ua/2\\.1( api/${token})? os/${token} lang/js( md/${token})* app/my-shop--1-$`,
        ),
      );
      if (build === 'node') expect(agent).to.include(`md/nodejs#${process.versions.node}`);
    },
    async 'goes to the path of a custom endpoint'({ serve, client }) {
      const { url, requests } = await serve();
      await client(`${url}/idp/v1`).forgotPassword(request);
      expect(requests[0]?.url).to.equal('/idp/v1');
    },
    async 'holds every member that was given, and none that is null or undefined'({ serve, client }) {
      const { url, requests } = await serve();
      await client(url).forgotPassword({
        ...request,
        SecretHash: null,
        UserContextData: { IpAddress: null, EncodedData: undefined },
        AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint' },
        ClientMetadata: { locale: 'de', empty: '', gone: null as never },
      });
      await client(url).forgotPassword({
        ...request,
        SecretHash: 'hash=',
        UserContextData: { IpAddress: '192.0.2.1', EncodedData: null },
        AnalyticsMetadata: {},
        ClientMetadata: {},
      });
      expect(requests.map(({ body }) => JSON.parse(body))).to.deep.equal([
        {
          ...request,
          AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint' },
          ClientMetadata: { locale: 'de', empty: '' },
        },
        // A map that is empty is a value; a structure that is empty is none.
        { ...request, SecretHash: 'hash=', UserContextData: { IpAddress: '192.0.2.1' }, ClientMetadata: {} },
      ]);
    },
    async 'holds its texts as they are, whatever they are made of'({ serve, client }) {
      const { url, requests } = await serve();
      const ClientMetadata = JSON.parse(
        '{"__proto__":"a","constructor":"b","toJSON":"c","k\\u0000\\u2028":"🦜\\n日本"}',
      );
      await client(url).forgotPassword({ ...request, Username: 'ü🦜́', ClientMetadata });
      const { body, headers } = requests[0] as (typeof requests)[0];
      const sent = JSON.parse(body);
      expect(sent.Username).to.equal('ü🦜́');
      expect(Object.entries(sent.ClientMetadata)).to.deep.equal(Object.entries(ClientMetadata));
      expect(Number(headers['content-length'])).to.equal(Buffer.byteLength(body));
    },
    async 'is sent as it was checked, even when it answers differently each time it is read'({ serve, client }) {
      const { url, requests } = await serve();
      const answers = ['alice', 'mallory has spaces', 5];
      const fickle = {
        ClientId: 'client1',
        get Username() {
          return answers.shift() as string;
        },
      };
      await client(url).forgotPassword(fickle);
      expect(JSON.parse(requests[0]?.body ?? '')).to.deep.equal(request);
    },
    async 'leaves what the caller gave as it was'({ serve, client }) {
      const { url } = await serve();
      const given = Object.freeze({ Username: 'alice', UserContextData: Object.freeze({ IpAddress: null }) });
      await client(url, Object.freeze({ clientId: 'client1', clientSecret: 's' })).forgotPassword(given);
      expect(given).to.deep.equal({ Username: 'alice', UserContextData: { IpAddress: null } });
    },
    async 'is refused before anything is sent when it breaks the schema'({ lib, serve, client }) {
      const server = await serve();
      let error: unknown;
      await client(server.url)
        .forgotPassword({ Usernam: 'alice', ClientId: 'no good' } as never)
        .catch((reason) => {
          error = reason;
        });
      expect(error).to.be.instanceOf(lib.RequestValidationError);
      expect(error).to.include({ code: 'ERR_REQUEST_INVALID', outcome: 'not-sent', retryable: false });
      const { issues } = error as InstanceType<typeof lib.RequestValidationError>;
      expect(issues.map(({ path, keyword }) => `${keyword} ${path}`)).to.have.members([
        'required /Username',
        'pattern /ClientId',
        'additionalProperties /Usernam',
      ]);
      expect(server.connections()).to.equal(0);
    },
  },
};
