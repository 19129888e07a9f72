// NODE_OPTIONS=--experimental-vm-modules jest: Jest has a module loader of its own, which without this flag loads no ES
// modules; with it, it imports them. (Node itself requires this package without a flag.)
const { expect, test } = require('@jest/globals');

test('a user is sent exactly one code', async () => {
  const { ForgotPasswordClient } = await import('cognito-forgot-password');
  const { createCognito } = await import('cognito-forgot-password/testing');
  const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
  const { transport } = cognito;
  const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: '1example23456789', transport });
  await client.forgotPassword({ Username: 'alice' });
  expect(cognito.messages).toHaveLength(1);
});
