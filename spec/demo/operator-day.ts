// A day of an operator: everybody in a list of users is to get a code. A dry run, a run that is interrupted, its resumption,
// and a page about it, against a service on this machine that throttles and rejects as Cognito does.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCognito, type TestCognito } from '../../lib/testing/testing.ts';
import { startCli } from '../support/cli.ts';

const USERS = 240;
const LIMIT_A_SECOND = 80;
const SENT_BEFORE_INTERRUPTION = 60;

/** How the day is shown. */
export interface Show {
  readonly title: (text: string) => void;
  readonly command: (line: string) => void;
  readonly say: (text: string) => void;
  readonly note: (text: string) => void;
}

/** One user as `aws cognito-idp list-users` prints it. */
function userAt(index: number): object {
  const email = `user${index}@example.com`;
  const isInvited = index % 40 === 7;
  return {
    Username: email,
    Attributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ],
    UserCreateDate: '2026-01-05T08:00:00+00:00',
    Enabled: index % 60 !== 11,
    UserStatus: isInvited ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
  };
}

/** A pool that takes so many requests a second, and knows all users but a few. */
function makePool(): TestCognito {
  const emails = Array.from({ length: USERS }, (_, index) => `user${index}@example.com`);
  return createCognito({
    users: emails.filter((email) => !/[05]3@/.test(email)).map((email) => ({ username: email, email })),
    clients: [{ clientId: '1example23456789', preventUserExistenceErrors: 'LEGACY' }],
    requestsPerSecond: LIMIT_A_SECOND,
    now: Date.now,
  });
}

interface Step {
  readonly args: readonly string[];
  /** How the command line is shown. */
  readonly shown: string;
  readonly expectedCode: number;
  readonly interruptAfter?: number;
}

async function run({ args, shown, expectedCode, interruptAfter }: Step, show: Show): Promise<void> {
  show.command(`cognito-forgot-password --client-id 1example23456789 --input users.json ${shown}`);
  const { child, result } = startCli(args);
  let results = 0;
  let isInterrupted = false;
  child.stdout?.on('data', (text: string) => {
    results += text.split('\n').length - 1;
    // Once: a second Ctrl-C ends the process at once.
    if (isInterrupted || interruptAfter === undefined || results < interruptAfter) return;
    isInterrupted = child.kill('SIGINT');
  });
  const { code, stderr } = await result;
  show.say(stderr.trimEnd());
  show.note(`exit code ${code}`);
  if (code !== expectedCode) throw new Error(`The exit code should have been ${expectedCode}.`);
}

/** Runs the day in a folder; brings the path of the page about it. */
export async function operatorDay(folder: string, show: Show): Promise<string> {
  const service = await makePool().listen();
  const list = join(folder, 'users.json');
  const common = ['--client-id=1example23456789', `--endpoint-url=${service.url}`, `--input=${list}`];
  const own = [`--journal=${join(folder, 'reset.journal')}`, `--report=${join(folder, 'run.html')}`];
  const shownOwn = '--requests-per-second 100 --journal reset.journal --report run.html';
  const users = { Users: Array.from({ length: USERS }, (_, index) => userAt(index)) };
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(list, JSON.stringify(users, null, 4));
    show.title('A day of an operator: a dry run over the output of list-users');
    await run({ args: [...common, '--dry-run'], shown: '--dry-run > checked.ndjson', expectedCode: 0 }, show);
    const fast = [...common, ...own, '--requests-per-second=100'];
    show.title(`Send to all, and press Ctrl-C after ${SENT_BEFORE_INTERRUPTION} results`);
    await run(
      {
        args: fast,
        shown: `${shownOwn} > run-1.ndjson`,
        expectedCode: 130,
        interruptAfter: SENT_BEFORE_INTERRUPTION,
      },
      show,
    );
    show.title('Resume: the same command again sends only to the others');
    await run({ args: fast, shown: `${shownOwn} > run-2.ndjson`, expectedCode: 1 }, show);
    return join(folder, 'run.html');
  } finally {
    await service.close();
  }
}
