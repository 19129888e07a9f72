// NODE_OPTIONS=--experimental-vm-modules jest
import { expect, jest, test } from '@jest/globals';
import { ForgotPasswordClient, LimitExceededException } from 'cognito-forgot-password';
import { createCognito, serviceError } from 'cognito-forgot-password/testing';

const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
const client = new ForgotPasswordClient({
  region: 'eu-west-1',
  clientId: '1example23456789',
  transport: cognito.transport,
});

test('a user is sent exactly one code', async () => {
  await client.forgotPassword({ Username: 'alice' });
  expect(cognito.messages).toHaveLength(1);
});

test('code of yours that takes a client is given an error', async () => {
  const tooMany = { forgotPassword: jest.fn().mockRejectedValue(serviceError('LimitExceededException')) };
  const reset = async (someClient) => {
    try {
      await someClient.forgotPassword({ Username: 'alice' });
      return 'accepted';
    } catch (error) {
      return error instanceof LimitExceededException ? 'too many' : 'failed';
    }
  };
  expect(await reset(tooMany)).toBe('too many');
});
