// Both builds must report a fault in the same way, in process and over sockets.
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { createCognito, type Fault, type TestCognito } from '../../lib/testing/testing.ts';
import { alice, CLIENT_ID, httpRequest } from './support.ts';

type Seen = Readonly<Partial<Record<'name' | 'code' | 'outcome' | 'phase', unknown>>>;

/** A connection to a Cognito, as options of a client. */
interface Way {
  readonly config: node.ForgotPasswordClientConfig;
  close(): Promise<void>;
}

const ways: Readonly<Record<string, (cognito: TestCognito) => Promise<Way>>> = {
  'in process': async ({ transport }) => ({ config: { region: 'eu-west-1', transport }, close: async () => {} }),
  'with fetch as the transport': async ({ fetch }) => ({
    config: { region: 'eu-west-1', transport: (url, { signal, ...request }) => fetch(url, { ...request, signal }) },
    close: async () => {},
  }),
  'over sockets': async (cognito) => {
    const { url, close } = await cognito.listen();
    return { config: { endpointUrl: url }, close };
  },
};

/** The error that a client reports for each fault. */
const faults: readonly (readonly [Fault['with'], Seen])[] = [
  ['reset', { name: 'TransportError', code: 'ERR_TRANSPORT_FAILED', outcome: 'unknown', phase: 'request' }],
  ['stall', { name: 'TransportError', code: 'ERR_TRANSPORT_TIMEOUT', outcome: 'unknown', phase: 'request' }],
  ['cut', { name: 'TransportError', code: 'ERR_TRANSPORT_FAILED', outcome: 'unknown', phase: 'response' }],
  ['html', { name: 'ResponseError', code: 'ERR_RESPONSE_INVALID', outcome: 'unknown' }],
  [503, { name: 'ResponseError', code: 'ERR_RESPONSE_INVALID', outcome: 'unknown' }],
  [302, { name: 'ResponseError', code: 'ERR_RESPONSE_REDIRECT', outcome: 'unknown' }],
  [
    { name: 'InternalErrorException' },
    { name: 'InternalErrorException', code: 'ERR_SERVICE_SERVER', outcome: 'unknown' },
  ],
  [
    { name: 'UserLambdaValidationException', message: 'CustomMessage failed with error no.' },
    { name: 'UserLambdaValidationException', code: 'ERR_SERVICE_CLIENT', outcome: 'rejected' },
  ],
  [{ name: 'ForbiddenException' }, { name: 'ForbiddenException', code: 'ERR_SERVICE_CLIENT', outcome: 'rejected' }],
];

const titleOf = (kind: Fault['with']): string => (typeof kind === 'object' ? kind.name : String(kind));

/** The distinguishing fields of a call's error. */
async function fieldsOf(call: Promise<unknown>): Promise<Seen> {
  const error: unknown = await call.then(
    () => expect.fail('It was accepted'),
    (reason: unknown) => reason,
  );
  const { name, code, outcome, phase }: Seen = Object(error);
  return { name, code, outcome, ...(phase !== undefined && { phase }) };
}

for (const [way, lead] of Object.entries(ways)) {
  for (const [build, { ForgotPasswordClient }] of [
    ['web', web],
    ['node', node],
  ] as const) {
    describe(`a fault ${way}, in the ${build} build`, () => {
      for (const when of ['before', 'after'] as const) {
        for (const [kind, expected] of faults) {
          it(`reports ${titleOf(kind)} ${when} the service acts`, async () => {
            const cognito = createCognito({ users: [alice] });
            const { config, close } = await lead(cognito);
            const limits = { maxAttempts: 1, requestTimeoutMs: kind === 'stall' ? 50 : 10_000 };
            const client = new ForgotPasswordClient({ clientId: CLIENT_ID, ...limits, ...config });
            cognito.fail({ when, with: kind });
            const seen = await fieldsOf(client.forgotPassword({ Username: 'alice' }));
            const codes = [cognito.requests.length, cognito.messages.length];
            // By default, a fault fails one request.
            const next = await client.forgotPassword({ Username: 'alice' });
            await Promise.all([client.close(), close()]);
            expect(seen).to.deep.equal(expected);
            expect(codes).to.deep.equal([1, when === 'after' ? 1 : 0]);
            expect(next.$metadata.httpStatusCode).to.equal(200);
          });
        }
      }
    });
  }
}

describe('faults', () => {
  const URL = 'https://cognito-idp.test/';
  const forgot = httpRequest('ForgotPassword', { ClientId: CLIENT_ID, Username: 'alice' });
  const confirm = httpRequest('ConfirmForgotPassword', {
    ClientId: CLIENT_ID,
    Username: 'alice',
    ConfirmationCode: '1',
    Password: 'Pass-word-1',
  });

  it('apply in the order of the calls, as often as times says', async () => {
    const { fail, fetch } = createCognito({ users: [alice] });
    fail({ when: 'before', with: 503, times: 2 });
    fail({ when: 'after', with: { name: 'TooManyRequestsException' } });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await fetch(URL, forgot)).status);
    expect(statuses).to.deep.equal([503, 503, 400, 200]);
  });

  it('apply to one operation if it is given, and until a reset if times is Infinity', async () => {
    const { fail, fetch, reset } = createCognito({ users: [alice] });
    fail({ when: 'before', with: 500, operation: 'ConfirmForgotPassword', times: Number.POSITIVE_INFINITY });
    expect((await fetch(URL, forgot)).status).to.equal(200);
    for (let count = 0; count < 3; count++) expect((await fetch(URL, confirm)).status).to.equal(500);
    reset();
    expect((await fetch(URL, confirm)).status).to.equal(400);
  });

  it('apply to the requests for one user if it is given, whatever requests come before', async () => {
    const { fail, fetch } = createCognito({ users: [alice] });
    fail({ when: 'before', with: 500, username: 'bob' });
    fail({ when: 'before', with: 503 });
    const bob = httpRequest('ForgotPassword', { ClientId: CLIENT_ID, Username: 'bob' });
    const statuses: number[] = [];
    for (const request of [forgot, forgot, bob, bob]) statuses.push((await fetch(URL, request)).status);
    expect(statuses).to.deep.equal([503, 200, 500, 200]);
  });

  it("use the service's message and status for a name by default", async () => {
    const { fail, fetch } = createCognito({ users: [alice] });
    fail({ when: 'before', with: { name: 'LimitExceededException' } });
    fail({ when: 'before', with: { name: 'Unheard', message: 'Never.', status: 418 } });
    const first = await fetch(URL, forgot);
    expect([first.status, await first.json()]).to.deep.equal([
      400,
      { __type: 'LimitExceededException', message: 'Attempt limit exceeded, please try after some time.' },
    ]);
    const second = await fetch(URL, forgot);
    expect([second.status, await second.json()]).to.deep.equal([418, { __type: 'Unheard', message: 'Never.' }]);
  });

  it('send no body with status 204', async () => {
    const { fail, fetch } = createCognito();
    fail({ when: 'before', with: 204 });
    const { status, body } = await fetch(URL, forgot);
    expect([status, body]).to.deep.equal([204, null]);
  });

  it("end a stalled request when its signal aborts, with the signal's reason", async () => {
    const { fail, fetch, transport, requests } = createCognito();
    fail({ when: 'before', with: 'stall', times: 2 });
    const reason = new Error('enough');
    const rejections = [fetch(URL, { ...forgot, signal: AbortSignal.abort(reason) })];
    const controller = new AbortController();
    rejections.push(fetch(URL, { ...forgot, signal: controller.signal }));
    controller.abort(reason);
    for (const rejection of rejections) {
      expect(await rejection.catch((error: unknown) => error)).to.equal(reason);
    }
    // A request with an aborted signal is never sent.
    expect(requests.length).to.be.at.most(1);
    const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' };
    const late = new AbortController();
    const call = transport(URL, { method: 'POST', redirect: 'manual', headers, body: '{}', signal: late.signal });
    late.abort(reason);
    expect(await call.catch((error: unknown) => error)).to.equal(reason);
  });
});
