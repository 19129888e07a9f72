// npm run demo: the built command against an emulator of the service, without an AWS account.
// With --keep the emulator stays until Ctrl-C, to try the command by hand; with --page, behind the example page.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ForgotPasswordClient } from '../../lib/node.ts';
import { CLI, runCli, runCliOn } from '../support/cli.ts';
import { type Emulator, type Pool, startCognitoLocal } from '../support/cognito-local.ts';
import { operatorDay } from './operator-day.ts';
import { showPage } from './page.ts';

const USERNAME = 'alice@example.com';
const NEW_PASSWORD = 'Correct-Horse-7';
const NEXT_PASSWORD = 'Battery-Staple-8';

const { stdout } = process;
const styled = (style: number, text: string): string => (stdout.isTTY ? `\u001B[${style}m${text}\u001B[0m` : text);
const title = (text: string): void => console.log(`\n${styled(1, text)}`);
const say = (text: string): void => console.log(text.replace(/^(?=.)/gm, '  '));
const quoted = (word: string): string => (/^[\w@:/.-]+$/.test(word) ? word : `'${word}'`);

/** One value of JSON indented; lines as they are. */
function readable(output: string): string {
  const text = output.trimEnd();
  return text.startsWith('{') && !text.includes('\n') ? JSON.stringify(JSON.parse(text), null, 2) : text;
}

/** Shows a command and what comes of it; a wrong exit code ends the demonstration. */
async function show(args: readonly string[], expectedCode: number, input?: string): Promise<void> {
  const source = input === undefined ? '' : `printf '${input.replaceAll('\n', '\\n')}' | `;
  say(styled(36, `$ ${source}cognito-forgot-password ${args.map(quoted).join(' ')}`));
  const result = input === undefined ? await runCli(args) : await runCliOn(input, args);
  if (result.stdout) say(readable(result.stdout));
  if (result.stderr) say(result.stderr.trimEnd());
  say(styled(2, `exit code ${result.code}`));
  if (result.code !== expectedCode) throw new Error(`The exit code should have been ${expectedCode}.`);
}

/** The code that the emulator has issued. */
async function readCode(emulator: Emulator, pool: Pool): Promise<string> {
  const code = await emulator.readCode(pool);
  if (!code) throw new Error('The emulator has issued no code.');
  say(`The emulator issued the code ${styled(1, code)}.`);
  return code;
}

async function signIn(emulator: Emulator, { clientId, username }: Pool, password: string): Promise<void> {
  await emulator.send('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  say('The emulator lets the user sign in with the new password.');
}

/** Does both steps in a program. */
async function resetByLibrary(emulator: Emulator, pool: Pool): Promise<void> {
  const { clientId, username: Username } = pool;
  await using client = new ForgotPasswordClient({ clientId, endpointUrl: emulator.endpointUrl });
  say(styled(36, 'await client.forgotPassword({ Username });'));
  await client.forgotPassword({ Username });
  const ConfirmationCode = await readCode(emulator, pool);
  say(styled(36, 'await client.confirmForgotPassword({ Username, ConfirmationCode, Password });'));
  await client.confirmForgotPassword({ Username, ConfirmationCode, Password: NEXT_PASSWORD });
  await signIn(emulator, pool, NEXT_PASSWORD);
}

async function demonstrate(emulator: Emulator): Promise<string> {
  const pool = await emulator.createPoolClientUser(USERNAME);
  say(`It listens at ${emulator.endpointUrl}, and knows one user, ${USERNAME}.`);
  const options = ['--client-id', pool.clientId, '--endpoint-url', emulator.endpointUrl];

  title('A user asks for a code');
  await show([USERNAME, ...options], 0);
  const code = await readCode(emulator, pool);

  title('The service refuses a wrong code');
  const confirm = ['confirm', USERNAME, '--password-file', '-', ...options];
  await show([...confirm, '--confirmation-code', '000000'], 1, NEW_PASSWORD);

  title('With the right one, the user sets a new password');
  await show([...confirm, '--confirmation-code', code], 0, NEW_PASSWORD);
  await signIn(emulator, pool, NEW_PASSWORD);

  title('Both steps in a program');
  await resetByLibrary(emulator, pool);

  title('A request that cannot be right is not sent');
  await show(['alice smith', ...options], 2);

  title('The service refuses an unknown user');
  await show(['nobody@example.com', ...options], 1);

  title('Select: a part of the answer, or a parameter');
  await show([USERNAME, '--select=CodeDeliveryDetails.Destination', '--output=text', ...options], 0);

  title('What if: nothing is sent');
  await show([USERNAME, '--what-if', ...options], 0);

  title('A pipeline of users, one of whom is unknown, and one is there twice');
  await show(options, 1, `${USERNAME}\nnobody@example.com\n${USERNAME}\n`);

  const command = ['node', relative('', CLI), USERNAME, ...options].map(quoted).join(' ');
  return `${command}\n\nThe code is the ConfirmationCode in ${emulator.stateFile(pool)}`;
}

/** A day of an operator, in a folder that stays, with the page to look at. */
async function demonstrateDay(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'operator-day-'));
  const command = (line: string): void => say(styled(36, `$ ${line}`));
  const page = await operatorDay(folder, { title, say, command });
  title('Look at the page about the run, with any browser:');
  say(page);
  title('Next: the form for end users, in a browser, against the same emulator:');
  command('npm run demo -- --page');
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
    if (process.argv.includes('--page')) {
      title('The example page');
      return await showPage(emulator, await emulator.createPoolClientUser(USERNAME), say, signal);
    }
    const byHand = await Promise.race([demonstrate(emulator), interrupted]);
    await Promise.race([demonstrateDay(), interrupted]);
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
