// npm run demo: the built command against an emulator of the service, without an AWS account.
// With --keep the emulator stays until Ctrl-C, to try the command by hand; with --page, behind the example page.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ForgotPasswordClient } from '../../lib/node.ts';
import { CLI, runCli, runCliOn } from '../support/cli.ts';
import { type Emulator, type Pool, startCognitoLocal } from '../support/cognito-local.ts';
import { quoted } from './layout.ts';
import { operatorDay } from './operator-day.ts';
import { showPage } from './page.ts';
import { command, note, program, records, say, strong, title } from './screen.ts';

const USERNAME = 'alice@example.com';
const NEW_PASSWORD = 'Correct-Horse-7';
const NEXT_PASSWORD = 'Battery-Staple-8';

/** Shows a result: one value of JSON indented, records line by line. */
function showOutput(output: string): void {
  const text = output.trimEnd();
  const isOneValue = text.startsWith('{') && !text.includes('\n');
  if (isOneValue) say(JSON.stringify(JSON.parse(text), null, 2));
  else records(text);
}

/** What the commands of the demonstration are run with. */
interface Shell {
  readonly env: NodeJS.ProcessEnv;
}

/** Shows a command and its results; a wrong exit code ends the demonstration. */
async function show({ env }: Shell, args: readonly string[], expectedCode: number, input?: string): Promise<void> {
  const source = input === undefined ? '' : `printf '${input.replaceAll('\n', '\\n')}' | `;
  command(`${source}cognito-forgot-password ${args.map(quoted).join(' ')}`.trimEnd());
  const result = input === undefined ? await runCli(args, env) : await runCliOn(input, args, env);
  if (result.stdout) showOutput(result.stdout);
  if (result.stderr) say(result.stderr.trimEnd());
  note(`exit code ${result.code}`);
  if (result.code !== expectedCode) throw new Error(`The exit code should have been ${expectedCode}.`);
}

/** The code that the emulator has issued. */
async function readCode(emulator: Emulator, pool: Pool): Promise<string> {
  const code = await emulator.readCode(pool);
  if (!code) throw new Error('The emulator has issued no code.');
  say(`The emulator issued the code ${strong(code)}.`);
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
  program('await client.forgotPassword({ Username });');
  await client.forgotPassword({ Username });
  const ConfirmationCode = await readCode(emulator, pool);
  program('await client.confirmForgotPassword({\n  Username, ConfirmationCode, Password,\n});');
  await client.confirmForgotPassword({ Username, ConfirmationCode, Password: NEXT_PASSWORD });
  await signIn(emulator, pool, NEXT_PASSWORD);
}

async function demonstrate(emulator: Emulator): Promise<string> {
  const pool = await emulator.createPoolClientUser(USERNAME);
  say(`It listens on this machine, and knows one user, ${USERNAME}. All commands use these settings:`);
  const env = { COGNITO_CLIENT_ID: pool.clientId, AWS_ENDPOINT_URL: emulator.endpointUrl };
  const settings = Object.entries(env).map(([name, value]) => `export ${name}=${value}`);
  for (const setting of settings) command(setting);
  const run = show.bind(undefined, { env });

  title('A user asks for a code');
  await run([USERNAME], 0);
  const code = await readCode(emulator, pool);

  title('The service rejects a wrong code');
  const confirm = ['confirm', USERNAME, '--password-file', '-'];
  await run([...confirm, '--confirmation-code', '000000'], 1, NEW_PASSWORD);

  title('With the right code, the user sets a new password');
  await run([...confirm, '--confirmation-code', code], 0, NEW_PASSWORD);
  await signIn(emulator, pool, NEW_PASSWORD);

  title('Both steps in a program');
  await resetByLibrary(emulator, pool);

  title('An invalid request is not sent');
  await run(['alice smith'], 2);

  title('The service rejects an unknown user');
  await run(['nobody@example.com'], 1);

  title('Select: a part of the response, or a parameter');
  await run([USERNAME, '--select', 'CodeDeliveryDetails.Destination', '--output', 'text'], 0);

  title('What if: nothing is sent');
  await run([USERNAME, '--what-if'], 0);

  title('Three records: one of an unknown user, and a duplicate');
  await run([], 1, `${USERNAME}\nnobody\n${USERNAME}`);

  return (
    [...settings, `node ${relative('', CLI)} ${USERNAME}`].join('\n') +
    `\n\nThe code is the ConfirmationCode in ${emulator.stateFile(pool)}`
  );
}

/** A day of an operator, in a folder that stays, with the page to look at. */
async function demonstrateDay(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'operator-day-'));
  const page = await operatorDay(folder, { title, say, command, note });
  title('Look at the page about the run, with any browser');
  say(page);
}

async function main(signal: AbortSignal): Promise<void> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  // It may come while nobody waits for it.
  interrupted.catch(() => {});
  title('An emulator of Cognito (cognito-local) stands in for AWS');
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
    title('The emulator has stopped, and its folder is removed.');
  }
}

/** Where to go on. */
function announcePage(): void {
  title('Next: the form for end users, in a browser');
  command('npm run demo -- --page');
}

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
try {
  await main(interruption.signal);
  if (!interruption.signal.aborted) announcePage();
} catch (error) {
  if (!interruption.signal.aborted) throw error;
  process.exitCode = 130;
}
