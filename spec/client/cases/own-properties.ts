import { expect } from 'chai';
import { refusal } from '../../support/loopback.ts';
import { type Cases, type Failure, rejectionOf, request, type World } from '../../support/world.ts';

const spied: string[] = [];
const spy = (): void => void spied.push('called');

// Each of these would change what a call does.
const hostile: Readonly<Record<string, unknown>> = {
  region: 'no region!',
  userPoolId: 'no pool!',
  endpointUrl: 'nowhere',
  useFipsEndpoint: true,
  useDualstackEndpoint: true,
  clientId: 'evil1',
  clientSecret: 'evil',
  maxAttempts: 1,
  delivery: 'at-least-once',
  connectTimeoutMs: 'soon',
  requestTimeoutMs: 'soon',
  timeoutMs: 'soon',
  maxResponseBytes: 1,
  maxConnections: 'many',
  proxyUrl: 'http://127.0.0.1:9',
  noProxy: 5,
  caBundle: '/nowhere.pem',
  appId: 'evil',
  transport: spy,
  history: { record: spy },
  onEvent: spy,
  ClientId: 'evil1',
  Username: 'mallory',
  SecretHash: 'evil=',
  UserContextData: { IpAddress: '192.0.2.66' },
  AnalyticsMetadata: { AnalyticsEndpointId: 'evil' },
  ClientMetadata: { evil: 'evil' },
  IpAddress: '192.0.2.66',
  ConfirmationCode: '666666',
  Password: 'evil',
};

/** Does something while every object has a member by birth. */
async function whilePolluted<Result>(name: string, value: unknown, use: () => Promise<Result>): Promise<Result> {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  prototype[name] = value;
  try {
    return await use();
  } finally {
    delete prototype[name];
  }
}

/** Everything that a service and a caller see of a call that is throttled, and then fails at the service. */
async function traceOf({ serve, client, lib }: World, name: string, value: unknown): Promise<unknown> {
  // Started before: Node's own servers read options as well.
  const server = await serve(refusal('TooManyRequestsException'), refusal('InternalErrorException', 'Oops.', 500));
  const given = { ...request, UserContextData: { EncodedData: 'data' } };
  const error = await whilePolluted(name, value, () => rejectionOf(client(server.url).forgotPassword(given)));
  expect(error, name).to.be.instanceOf(lib.InternalErrorException);
  const { outcome, $metadata } = error;
  const sent = server.requests.map(({ headers: { host: _, ...headers }, ...rest }) => ({ ...rest, headers }));
  return { outcome, $metadata, sent };
}

/** What is read of objects that callers give. */
export const ownPropertyCases: Cases = {
  'a member that every object inherits': {
    async 'changes no call, whatever its name'(world) {
      const expected = await traceOf(world, 'nothing', 'special');
      const changed: string[] = [];
      for (const [name, value] of Object.entries(hostile)) {
        const trace = await traceOf(world, name, value).catch((error) => error);
        if (JSON.stringify(trace) !== JSON.stringify(expected)) changed.push(name);
      }
      expect(changed).to.deep.equal([]);
      expect(spied.splice(0)).to.deep.equal([]);
    },
    async 'changes no call of a client that is made in the usual way'({ lib }) {
      const changed: string[] = [];
      for (const [name, value] of Object.entries(hostile)) {
        const urls: string[] = [];
        // Not `./testing`: the members that are put on Object.prototype would change it as well.
        const transport = async (url: string): Promise<Response> => {
          urls.push(url);
          // The shortest wait that a client makes before a retry.
          if (urls.length === 1) throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
          return new Response('{"CodeDeliveryDetails":{}}');
        };
        const config = { region: 'eu-west-1', transport };
        await whilePolluted(name, value, async () => {
          const client = new lib.ForgotPasswordClient(config);
          await client.forgotPassword(request).catch((error) => urls.push(error.message));
        });
        const url = 'https://cognito-idp.eu-west-1.amazonaws.com';
        if (JSON.stringify(urls) !== JSON.stringify([url, url])) changed.push(name);
      }
      expect(changed).to.deep.equal([]);
      expect(spied.splice(0)).to.deep.equal([]);
    },
    async 'says nothing of a connection that was cut'({ lib }) {
      const pollution = {
        ...{ outcome: 'not-sent', phase: 'connect', code: 'ECONNREFUSED', cause: { code: 'ECONNREFUSED' } },
        ...{
          retryable: true,
          hint: 'evil',
          host: 'evil',
          reason: 'evil',
          fault: 'server',
          name: 'evil',
          issues: ['evil'],
        },
      };
      for (const [name, value] of Object.entries(pollution)) {
        const cut = new Error('cut');
        const make = (): Failure[] =>
          [
            ...[new lib.TransportError('no'), new lib.TransportError('no', {}), new lib.ResponseError('no', {})],
            ...[new lib.ConfigurationError('no', {}), new lib.RequestValidationError('no', {})],
            ...[new lib.ServiceError('no', {}), new lib.UserNotFoundException('no', {})],
            new lib.SkippedError('no', { outcome: 'unknown' }),
          ] as unknown as Failure[];
        const own = (errors: readonly Failure[]): object[] =>
          errors.map((error) => ({ ...error, ownCause: Object.hasOwn(error, 'cause') }));
        const expected = own(make());
        const client = new lib.ForgotPasswordClient({ region: 'eu-west-1', transport: () => Promise.reject(cut) });
        const { made, error } = await whilePolluted(name, value, async () => ({
          made: own(make()),
          error: await rejectionOf(client.forgotPassword(request)),
        }));
        expect(made, name).to.deep.equal(expected);
        const { outcome, retryable, phase } = error;
        expect({ outcome, retryable, phase }, name).to.deep.equal({
          outcome: 'unknown',
          retryable: false,
          phase: 'request',
        });
      }
    },
    async 'is no option of a call'({ lib }) {
      const transport = async (): Promise<Response> => new Response('{}');
      for (const options of [undefined, {}]) {
        for (const [name, value] of [
          ['signal', AbortSignal.abort('polluted')],
          ['timeoutMs', 'soon'],
        ] as const) {
          const client = new lib.ForgotPasswordClient({ endpointUrl: 'http://127.0.0.1:9', transport });
          // Node's own promises of files read signals as well: nothing is looked up for these options.
          const call = (): Promise<object> => client.forgotPassword(request, options);
          await client.forgotPassword(request);
          expect(await whilePolluted(name, value, call), name).to.have.property('$metadata');
        }
      }
    },
    async 'stands in for no member that a request lacks'({ client }) {
      const caller = client('http://127.0.0.1:9');
      for (const name of ['ClientId', 'Username']) {
        const lacking = { ...request, [name]: undefined };
        const { issues } = await whilePolluted(name, 'evil1', () =>
          rejectionOf(caller.forgotPassword(lacking as never)),
        );
        expect(issues).to.deep.equal([{ path: `/${name}`, keyword: 'required', message: `${name} is required` }]);
      }
    },
  },
};
