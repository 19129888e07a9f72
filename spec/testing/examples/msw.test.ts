// msw patches node:http and the global fetch; MockAgent takes the place of undici's global dispatcher. The Node build uses
// neither: it has a pool of its own. The web build, or fetch as the transport, calls the global fetch.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { ForgotPasswordClient as WebClient } from 'cognito-forgot-password/web';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let networkRequests = 0;
let interceptedRequests = 0;
let endpointUrl: string;
const network = createServer((_request, response) => {
  networkRequests++;
  response.end('{}');
});
const msw = setupServer(
  http.post('*', () => {
    interceptedRequests++;
    return HttpResponse.json({});
  }),
);

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    network.listen(0, '127.0.0.1', resolve);
  });
  endpointUrl = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
  msw.listen();
});
beforeEach(() => {
  networkRequests = 0;
  interceptedRequests = 0;
});
afterAll(() => {
  msw.close();
  network.close();
});

const request = { ClientId: '1example23456789', Username: 'alice' };

test('msw does not see the Node build', async () => {
  const client = new ForgotPasswordClient({ endpointUrl });
  await client.forgotPassword(request);
  await client.close();
  expect([networkRequests, interceptedRequests]).toEqual([1, 0]);
});

test('msw sees the Node build with fetch as its transport', async () => {
  const client = new ForgotPasswordClient({ endpointUrl, transport: (url, init) => fetch(url, init) });
  await client.forgotPassword(request);
  expect([networkRequests, interceptedRequests]).toEqual([0, 1]);
});

test('msw sees the web build', async () => {
  await new WebClient({ endpointUrl }).forgotPassword(request);
  expect([networkRequests, interceptedRequests]).toEqual([0, 1]);
});
