import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createCognito } from 'cognito-forgot-password/testing';

beforeEach(() => {
  // In process nothing more is needed. With sockets, which need them: { doNotFake: ['nextTick', 'queueMicrotask'] }
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('no answer within the time of a request', async () => {
  const cognito = createCognito();
  const { transport } = cognito;
  const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: '1example23456789', transport });
  cognito.fail({ when: 'after', with: 'stall' });
  const call = client.forgotPassword({ Username: 'alice' }).catch((error) => error);
  await jest.advanceTimersByTimeAsync(15_000);
  expect((await call).code).toBe('ERR_TRANSPORT_TIMEOUT');
});
