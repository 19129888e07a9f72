// What the server answers. A scenario is named by the first part of the URL's path; what follows a dot is its argument.
import type { ServerResponse } from 'node:http';
import { createCognito, type NamedFault } from '../../lib/testing/testing.ts';
import { DELIVERY, REQUEST_ID } from './answers.ts';

/** Answers the request that is the `count`th of its path, from 1 on; `target` and `body` are what it was sent. */
export type Scenario = (
  response: ServerResponse,
  request: { readonly count: number; readonly argument: string; readonly target: string; readonly body: string },
) => void | Promise<void>;

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': REQUEST_ID,
    ...headers,
  });
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

/** Answers as a pool does that knows everybody but one user, or with an error of the service. */
const cognito =
  (errorOf?: (argument: string) => NamedFault): Scenario =>
  async (response, { target, body, argument }) => {
    const { Username: username, ClientId: clientId }: Readonly<Record<string, string>> = JSON.parse(body);
    const { fetch, fail } = createCognito(
      clientId && username === 'nobody@example.com'
        ? { clients: [{ clientId, preventUserExistenceErrors: 'LEGACY' }] }
        : { users: username ? [{ username, email: 'alice@example.com' }] : [] },
    );
    if (errorOf) fail({ when: 'before', with: errorOf(argument) });
    const reply = await fetch('http://localhost', { method: 'POST', headers: { 'x-amz-target': target }, body });
    response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text());
  };

const accept = cognito();

const fixed =
  (status: number, body: unknown, headers?: Record<string, string>): Scenario =>
  (response) =>
    answer(response, status, body, headers);

/** Fails the first request of a path, and accepts the others. */
const firstly =
  (failure: Scenario): Scenario =>
  (response, request) =>
    request.count === 1 ? failure(response, request) : accept(response, request);

const reset: Scenario = (response) => {
  response.socket?.destroy();
};

const cut: Scenario = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"CodeDeliveryDetails":', () => response.socket?.destroy());
};

// Never ends by itself: only a reader that stops is ever done with it.
const endless: Scenario = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  const chunk = Buffer.alloc(65_536, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

const throttle = cognito(() => ({ name: 'TooManyRequestsException' }));

export const scenarios: Readonly<Record<string, Scenario>> = {
  accepted: accept,
  'accepted-empty': fixed(200, {}),
  'accepted-more': fixed(200, { ...DELIVERY, Future: { Member: 1 } }),
  large: fixed(200, { CodeDeliveryDetails: { Destination: 'x'.repeat(100_000), Note: 'y'.repeat(100_000) } }),

  refused: cognito((name) => ({ name, message: 'No.', status: 400 })),
  'refused-namespaced': fixed(400, { __type: 'com.amazonaws.cognito#UserNotFoundException:http://x', message: 'No.' }),
  'refused-by-header': fixed(400, '', {
    'x-amzn-errortype': 'NotAuthorizedException:',
    'x-amzn-errormessage': 'User is disabled.',
  }),
  'refused-echoing': (response, { body }) =>
    answer(response, 400, {
      __type: 'InvalidParameterException',
      message: `1 validation error: ${Object.values(JSON.parse(body))}`,
    }),
  'refused-by-list': fixed(400, { __type: 'InvalidParameterException', message: ['One.', 'Two.'] }),
  status: (response, { argument }) => answer(response, Number(argument), '<html></html>'),
  'status-once': firstly((response, { argument }) => answer(response, Number(argument), '')),
  throttled: throttle,
  'throttled-once': firstly(throttle),
  shed: fixed(503, ''),

  reset,
  'reset-once': firstly(reset),
  cut,
  'cut-once': firstly(cut),
  hang: () => {},
  'hang-in-body': (response) => {
    response.writeHead(200);
    response.write('{');
  },

  html: fixed(200, '<html>Log in to the hotel network</html>', { 'content-type': 'text/html' }),
  'no-body': fixed(200, ''),
  list: fixed(200, [DELIVERY]),
  'wrong-type': fixed(200, { CodeDeliveryDetails: { Destination: 7 } }),
  'not-utf-8': fixed(200, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
  prototype: fixed(200, '{"__proto__":{"polluted":true},"CodeDeliveryDetails":{"__proto__":{"polluted":true}}}'),
  deep: fixed(200, `{"Deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  'too-large': fixed(200, { CodeDeliveryDetails: { Destination: 'x'.repeat(300_000) } }),
  endless,
  redirect: (response, { argument }) => answer(response, 307, '', { location: `/accepted/${argument}` }),
};
