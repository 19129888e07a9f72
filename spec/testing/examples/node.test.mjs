// node --test
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createCognito } from 'cognito-forgot-password/testing';

const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
const client = new ForgotPasswordClient({
  region: 'eu-west-1',
  clientId: '1example23456789',
  transport: cognito.transport,
});

afterEach(() => cognito.reset());

test('a user is sent exactly one code', async () => {
  await client.forgotPassword({ Username: 'alice' });
  assert.equal(cognito.messages.length, 1);
});

test('a request is throttled and repeated', async (context) => {
  context.mock.method(Math, 'random', () => 0);
  cognito.fail({ when: 'before', with: { name: 'TooManyRequestsException' } });
  const { $metadata } = await client.forgotPassword({ Username: 'alice' });
  assert.deepEqual([$metadata.attempts, cognito.messages.length], [2, 1]);
});

test('no answer within the time of a request', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  cognito.fail({ when: 'after', with: 'stall' });
  const call = client.forgotPassword({ Username: 'alice' });
  while (!cognito.requests.length) await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(15_000);
  await assert.rejects(call, { code: 'ERR_TRANSPORT_TIMEOUT', outcome: 'unknown' });
});

test('any client of this machine, over a port', async () => {
  const { url, close } = await cognito.listen();
  const overSockets = new ForgotPasswordClient({ endpointUrl: url, clientId: '1example23456789' });
  cognito.fail({ when: 'after', with: 'cut' });
  await assert.rejects(overSockets.forgotPassword({ Username: 'alice' }), { outcome: 'unknown', phase: 'response' });
  assert.equal(cognito.messages.length, 1);
  await overSockets.close();
  await close();
});
