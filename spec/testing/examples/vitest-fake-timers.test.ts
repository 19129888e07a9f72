import { ExpiredCodeException, ForgotPasswordClient } from 'cognito-forgot-password';
import { createCognito } from 'cognito-forgot-password/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

// The fake clock is Cognito's clock as well.
const setUp = (options = {}) => {
  const cognito = createCognito({
    users: [{ username: 'alice', email: 'alice@example.com' }],
    now: () => Date.now(),
    ...options,
  });
  const client = new ForgotPasswordClient({
    region: 'eu-west-1',
    clientId: '1example23456789',
    transport: cognito.transport,
  });
  return { cognito, client };
};

test('no answer within the time of a request', async () => {
  const { cognito, client } = setUp();
  cognito.fail({ when: 'after', with: 'stall' });
  const call = expect(client.forgotPassword({ Username: 'alice' })).rejects.toMatchObject({
    code: 'ERR_TRANSPORT_TIMEOUT',
    outcome: 'unknown',
  });
  await vi.advanceTimersByTimeAsync(15_000);
  await call;
  expect(cognito.messages).toHaveLength(1);
});

test('throttled, and sent again after the wait', async () => {
  // The waits have random lengths.
  vi.spyOn(Math, 'random').mockReturnValue(0.9);
  const { cognito, client } = setUp({ requestsPerSecond: 1 });
  await client.forgotPassword({ Username: 'alice' });
  const call = client.forgotPassword({ Username: 'alice' });
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await call).$metadata.attempts).toBeGreaterThan(1);
  expect(cognito.messages).toHaveLength(2);
});

test('a code that is an hour old', async () => {
  const { cognito, client } = setUp();
  await client.forgotPassword({ Username: 'alice' });
  const code = cognito.codeOf('alice');
  vi.setSystemTime(Date.now() + 3_600_000);
  await expect(
    client.confirmForgotPassword({ Username: 'alice', ConfirmationCode: code ?? '', Password: 'New-Pass-1' }),
  ).rejects.toThrow(ExpiredCodeException);
});
