import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createCognito } from 'cognito-forgot-password/testing';

beforeEach(() => {
  // Jest fakes these as well unless it is told not to, and then no promise of a platform settles any more.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
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
