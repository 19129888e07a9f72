import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';

let networkRequests = 0;
const network = createServer((_request, response) => {
  networkRequests++;
  response.end('{}');
});
let endpointUrl: string;
const agent = new MockAgent();
const before = getGlobalDispatcher();

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    network.listen(0, '127.0.0.1', resolve);
  });
  endpointUrl = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
  agent.disableNetConnect();
  agent.get(endpointUrl).intercept({ path: '/', method: 'POST' }).reply(200, {});
  setGlobalDispatcher(agent);
});
afterAll(async () => {
  setGlobalDispatcher(before);
  await agent.close();
  network.close();
});

const request = { ClientId: '1example23456789', Username: 'alice' };

test('MockAgent does not see the Node build', async () => {
  const client = new ForgotPasswordClient({ endpointUrl });
  await client.forgotPassword(request);
  await client.close();
  expect(networkRequests).toBe(1);
});

test('MockAgent sees fetch as the transport', async () => {
  const client = new ForgotPasswordClient({ endpointUrl, transport: (url, init) => fetch(url, init) });
  await client.forgotPassword(request);
  expect(networkRequests).toBe(1);
});
