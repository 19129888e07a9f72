// An application that makes calls and imports no exception class. Arguments: the configuration of the client and the
// error replies to give it, one for a call, both as JSON. It prints what each call failed with.
import { ForgotPasswordClient } from 'cognito-forgot-password';

const [config, replies] = globalThis.process.argv.slice(2).map((argument) => JSON.parse(argument));
const errors = [];
for (const { status, ...body } of replies) {
  const transport = async () => new Response(JSON.stringify(body), { status });
  const client = new ForgotPasswordClient({ ...config, transport });
  const error = await client.forgotPassword({ Username: 'alice' }).catch((thrown) => thrown);
  const { name, code, outcome, reason, hint } = error;
  errors.push({ name, code, outcome, reason, hint });
}
console.log(JSON.stringify(errors));
