// npm run demo: the built command against an emulator of the service, without an AWS account.
// With --keep the emulator stays until Ctrl-C, to try the command by hand.
import { relative } from 'node:path';
import { CLI, runCli } from '../support/cli.ts';
import { type Emulator, type Pool, startCognitoLocal } from '../support/cognito-local.ts';

const USERNAME = 'alice@example.com';
const NEW_PASSWORD = 'Correct-Horse-7';

const { stdout } = process;
const styled = (style: number, text: string): string => (stdout.isTTY ? `\u001B[${style}m${text}\u001B[0m` : text);
const title = (text: string): void => console.log(`\n${styled(1, text)}`);
const say = (text: string): void => console.log(text.replace(/^(?=.)/gm, '  '));
const quoted = (word: string): string => (/^[\w@:/.-]+$/.test(word) ? word : `'${word}'`);

/** Shows a command and what comes of it; a wrong exit code ends the demonstration. */
async function show(args: readonly string[], expectedCode: number): Promise<void> {
  say(styled(36, `$ cognito-forgot-password ${args.map(quoted).join(' ')}`));
  const result = await runCli(args);

  if (result.stdout) say(JSON.stringify(JSON.parse(result.stdout), null, 2));
  say(result.stderr.trimEnd());
  say(styled(2, `exit code ${result.code}`));
  if (result.code !== expectedCode) throw new Error(`The exit code should have been ${expectedCode}.`);
}

async function setPassword(emulator: Emulator, pool: Pool): Promise<void> {
  const code = await emulator.readCode(pool);
  if (!code) throw new Error('The emulator has issued no code.');
  say(`The emulator issued the code ${styled(1, code)}.`);
  await emulator.send('ConfirmForgotPassword', {
    ClientId: pool.clientId,
    Username: pool.username,
    ConfirmationCode: code,
    Password: NEW_PASSWORD,
  });
  say('ConfirmForgotPassword took it: the password is changed.');
}

async function demonstrate(emulator: Emulator): Promise<string> {
  const pool = await emulator.createPoolClientUser(USERNAME);
  say(`It listens at ${emulator.endpointUrl}, and knows one user, ${USERNAME}.`);
  const options = ['--client-id', pool.clientId, '--endpoint-url', emulator.endpointUrl];

  title('A user asks for a code');
  await show([USERNAME, ...options], 0);
  await setPassword(emulator, pool);

  title('A request that cannot be right is not sent');
  await show(['alice smith', ...options], 2);

  title('The service refuses an unknown user');
  await show(['nobody@example.com', ...options], 1);

  const command = ['node', relative('', CLI), USERNAME, ...options].map(quoted).join(' ');
  return `${command}\n\nThe code is the ConfirmationCode in ${emulator.stateFile(pool)}`;
}

async function main(signal: AbortSignal): Promise<void> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  // It may come while nobody waits for it.
  interrupted.catch(() => {});
  title('Starting cognito-local');
  const emulator = await startCognitoLocal(signal);
  try {
    const byHand = await Promise.race([demonstrate(emulator), interrupted]);
    if (!process.argv.includes('--keep')) return;
    title('The emulator stays until Ctrl-C. Try it:');
    say(byHand);
    await interrupted.catch(() => {});
  } finally {
    await emulator.stop();
    title('The emulator is gone, and its folder with it.');
  }
}

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
try {
  await main(interruption.signal);
} catch (error) {
  if (!interruption.signal.aborted) throw error;
  process.exitCode = 130;
}
