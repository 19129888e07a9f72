// A Worker's route, and its test in workerd: the transport is an argument, which is the platform's own fetch in production.
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createCognito } from 'cognito-forgot-password/testing';

export const makeWorker = (config) => {
  const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: '1example23456789', ...config });
  return {
    async fetch(request) {
      const { username } = await request.json();
      await client.forgotPassword({ Username: username }).catch(() => {});
      return Response.json({ status: 'accepted' }, { status: 202 });
    },
  };
};

export default {
  async test() {
    const cognito = createCognito({ users: [{ username: 'alice', email: 'alice@example.com' }] });
    const worker = makeWorker({ transport: cognito.transport });
    const reset = (username) =>
      worker.fetch(new Request('https://app.test/', { method: 'POST', body: JSON.stringify({ username }) }));
    const statuses = [(await reset('alice')).status, (await reset('nobody')).status];
    if (String(statuses) !== '202,202') throw new Error(`statuses ${statuses}`);
    if (cognito.messages.length !== 1) throw new Error(`${cognito.messages.length} messages`);
  },
};
