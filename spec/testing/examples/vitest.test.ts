import { ForgotPasswordClient, UserNotFoundException } from 'cognito-forgot-password';
import { createCognito } from 'cognito-forgot-password/testing';
import { afterEach, expect, test } from 'vitest';

const cognito = createCognito({
  users: [
    { username: 'alice', email: 'alice@example.com' },
    { username: 'bob', status: 'FORCE_CHANGE_PASSWORD' },
  ],
  clients: [{ clientId: '1example23456789', clientSecret: 's3cret', preventUserExistenceErrors: 'LEGACY' }],
});
const client = new ForgotPasswordClient({
  region: 'eu-west-1',
  clientId: '1example23456789',
  clientSecret: 's3cret',
  transport: cognito.transport,
});

afterEach(() => cognito.reset());

test('a user is sent exactly one code', async () => {
  await client.forgotPassword({ Username: 'alice' });
  expect(cognito.messages).toMatchObject([{ username: 'alice', destination: 'alice@example.com' }]);
  expect(cognito.codeOf('alice')).toBe('482913');
});

test('the code sets a new password', async () => {
  await client.forgotPassword({ Username: 'alice' });
  const ConfirmationCode = cognito.codeOf('alice') ?? '';
  await client.confirmForgotPassword({ Username: 'alice', ConfirmationCode, Password: 'Correct-Horse-7' });
  expect(cognito.passwordOf('alice')).toBe('Correct-Horse-7');
});

test('an unknown user is told apart', async () => {
  await expect(client.forgotPassword({ Username: 'carol' })).rejects.toThrow(UserNotFoundException);
});

test('a user who never signed in cannot reset', async () => {
  await expect(client.forgotPassword({ Username: 'bob' })).rejects.toMatchObject({
    reason: 'RECOVERY_NOT_ALLOWED_IN_STATE',
  });
});

test('a reset after the code went out is not repeated', async () => {
  cognito.fail({ when: 'after', with: 'reset' });
  await expect(client.forgotPassword({ Username: 'alice' })).rejects.toMatchObject({ outcome: 'unknown' });
  expect(cognito.messages).toHaveLength(1);
});
