// npm run test:page: a visitor's ways through the example page, in Chromium. With --screenshots FOLDER it leaves pictures.
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { memoryLimiter } from 'cognito-forgot-password/handler';
import type { NamedFault, TestCognito } from '../../../lib/testing/testing.ts';
import { startPage } from '../../examples/page/server.ts';
import { startCognitoLocal } from '../../support/cognito-local.ts';
import { ALICE, CODE, clientOver, makePool, sendCode } from '../support/pool.ts';
import { axeFile, type Browser, type Context, type ContextOptions, type Page, startBrowser } from './browser.ts';

const { screenshots } = parseArgs({ options: { screenshots: { type: 'string' } } }).values;
const PASSWORD = 'Correct-Horse-7';
const HOUR_MS = 3_600_000;
const WIDTHS = [360, 1_280] as const;
const SCHEMES = ['light', 'dark'] as const;

/** What one case is given. */
interface Visit {
  readonly page: Page;
  readonly context: Context;
  readonly url: string;
  readonly pool: TestCognito;
  /** Lets the time of the pool pass. */
  readonly pass: (ms: number) => void;
}

type Case = (visit: Visit) => Promise<void>;

interface Setting extends ContextOptions {
  readonly always?: NamedFault | undefined;
}

const messageOf = async (page: Page): Promise<string> => {
  const alert = page.locator('.messages p');
  await alert.waitFor();
  return alert.innerText();
};

const focusedId = (page: Page): Promise<string> => page.evaluate('document.activeElement.id');

async function askForCode({ page, url }: Pick<Visit, 'page' | 'url'>, username = 'confirmed'): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Username or e-mail').fill(username);
  await page.getByRole('button').click();
  await page.waitForURL('**/code.html');
}

async function changePassword(
  { page }: Pick<Visit, 'page'>,
  code: string,
  password = PASSWORD,
  again = password,
): Promise<void> {
  await page.getByLabel('Code from').fill(code);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password, again').fill(again);
  await page.getByRole('button', { name: 'Change' }).click();
}

const happyPath: Case = async (visit) => {
  await askForCode(visit);
  assert.equal(await visit.page.getByLabel('Username or e-mail').inputValue(), 'confirmed');
  await changePassword(visit, CODE);
  await visit.page.waitForURL('**/done.html');
  assert.equal(visit.pool.requests.at(-1)?.members.Password, PASSWORD);
};

const refused =
  (code: string, password: string, text: string, focus: string): Case =>
  async (visit) => {
    await askForCode(visit);
    await changePassword(visit, code, password);
    assert.match(await messageOf(visit.page), new RegExp(text));
    assert.equal(await focusedId(visit.page), focus);
    assert.equal(await visit.page.locator(`#${focus}`).getAttribute('aria-invalid'), 'true');
  };

const expired: Case = async (visit) => {
  await askForCode(visit);
  visit.pass(HOUR_MS);
  await changePassword(visit, CODE);
  assert.match(await messageOf(visit.page), /code does not work/);
  assert.equal(await focusedId(visit.page), 'code');
};

const throttled: Case = async (visit) => {
  for (let count = 0; count < 5; count++) await askForCode(visit);
  await visit.page.goto(visit.url);
  await visit.page.getByLabel('Username or e-mail').fill('confirmed');
  await visit.page.getByRole('button').click();
  assert.match(await messageOf(visit.page), /Too many attempts/);
};

const offline: Case = async (visit) => {
  await visit.page.goto(visit.url);
  await visit.context.setOffline(true);
  await visit.page.getByLabel('Username or e-mail').fill('confirmed');
  await visit.page.getByRole('button').click();
  assert.match(await messageOf(visit.page), /You are offline/);
  assert.equal(visit.pool.requests.length, 0);
  await visit.context.setOffline(false);
  await visit.page.getByRole('button').click();
  await visit.page.waitForURL('**/code.html');
};

const keyboardOnly: Case = async ({ page, url, pool }) => {
  await page.goto(url);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#username-error').innerText(), 'Enter your username or e-mail address.');
  await page.keyboard.type('confirmed');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.tagName'), 'BUTTON');
  assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
  await page.keyboard.press('Space');
  await page.waitForURL('**/code.html');
  await page.keyboard.press('Tab');
  for (const text of [CODE, PASSWORD, PASSWORD]) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/done.html');
  assert.equal(pool.requests.length, 2);
};

const differing: Case = async (visit) => {
  await askForCode(visit);
  await changePassword(visit, CODE, PASSWORD, `${PASSWORD}!`);
  assert.equal(await visit.page.locator('#password-again-error').innerText(), 'The two passwords differ.');
  assert.equal(await focusedId(visit.page), 'password-again');
  assert.equal(visit.pool.requests.length, 1);
};

const showPasswords: Case = async ({ page, url }) => {
  await page.goto(`${url}/code.html`);
  await page.getByLabel('Show passwords').click();
  assert.equal(await page.locator('#password').getAttribute('type'), 'text');
  assert.equal(await page.locator('#password-again').getAttribute('type'), 'text');
};

const withoutScript: Case = async (visit) => {
  const { page, url, pool } = visit;
  await askForCode(visit, 'unknown');
  await sendCode(pool);
  await page.getByLabel('Username or e-mail').fill('confirmed');
  await changePassword(visit, '000000');
  await page.waitForURL('**/code.html#invalidCode');
  assert.equal(await page.locator('#invalidCode').isVisible(), true);
  assert.equal(await page.locator('#invalidPassword').isVisible(), false);
  await page.getByLabel('Username or e-mail').fill('confirmed');
  await changePassword(visit, CODE, PASSWORD, `${PASSWORD}!`);
  await page.waitForURL('**/code.html#invalidPassword');
  await page.getByLabel('Username or e-mail').fill('confirmed');
  await changePassword(visit, CODE);
  await page.waitForURL('**/done.html');
  for (let count = 0; count < 4; count++) await askForCode(visit, 'unknown');
  await page.goto(url);
  await page.getByLabel('Username or e-mail').fill('unknown');
  await page.getByRole('button').click();
  await page.waitForURL('**/#tooMany');
  assert.equal(await page.locator('#tooMany').isVisible(), true);
};

/** A form that was posted before the script was there; its next message takes the place of the redirect's. */
const scriptComesLate: Case = async (visit) => {
  await visit.page.goto(`${visit.url}/code.html#invalidPassword`);
  assert.match(await messageOf(visit.page), /Choose another password/);
  await visit.page.getByLabel('Username or e-mail').fill('confirmed');
  await changePassword(visit, '000000');
  await visit.page.locator('.messages a').waitFor();
  assert.match(await messageOf(visit.page), /code does not work/);
  assert.equal(await visit.page.locator('#invalidPassword').isVisible(), false);
};

const unavailable: Case = async ({ page, url }) => {
  await page.goto(url);
  await page.getByLabel('Username or e-mail').fill('confirmed');
  await page.getByRole('button').click();
  assert.match(await messageOf(page), /Something is wrong on our side/);
};

const unknownEnd: Case = async (visit) => {
  await visit.page.goto(`${visit.url}/code.html`);
  await visit.page.getByLabel('Username or e-mail').fill('confirmed');
  await changePassword(visit, CODE);
  assert.match(await messageOf(visit.page), /cannot tell whether your password was changed/);
};

/** What a screen reader is told: each field has a name, its error and its state; messages are an alert. */
const autocomplete: Case = async ({ page, url }) => {
  await page.goto(`${url}/code.html`);
  const names = await page.evaluate(
    '[...document.querySelectorAll(".field input")].map((field) => field.autocomplete)',
  );
  assert.deepEqual(names, ['username', 'one-time-code', 'new-password', 'new-password']);
  assert.equal(await page.locator('.messages').getAttribute('role'), 'alert');
};

/** Brings a page into the states that are worth a look, and does something in each. */
async function inEachState({ page, url }: Visit, look: (name: string) => Promise<void>): Promise<void> {
  await page.goto(url);
  await look('request');
  await page.getByRole('button').click();
  await look('request-missing');
  await page.goto(`${url}/code.html`);
  await look('code');
  await page.getByLabel('Username or e-mail').fill('alice@example.com');
  await changePassword({ page }, '000000');
  await messageOf(page);
  await look('code-wrong');
  await page.goto(`${url}/#tooMany`);
  await look('too-many');
  await page.goto(`${url}/done.html`);
  await look('done');
}

const looks =
  (width: number, scheme: string): Case =>
  async (visit) => {
    const { page } = visit;
    const axe = await readFile(axeFile, 'utf8');
    await inEachState(visit, async (name) => {
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
      await page.evaluate(`${axe}; 0`);
      const found = await page.evaluate<readonly { id: string; nodes: readonly { html: string }[] }[]>(
        'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.parse(JSON.stringify(violations)))',
      );
      const violations = found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
      assert.deepEqual(violations, [], name);
      if (screenshots)
        await page.screenshot({ path: join(screenshots, `${name}-${width}-${scheme}.png`), fullPage: true });
    });
  };

const CASES: readonly (readonly [title: string, work: Case, setting?: Setting])[] = [
  ['a user asks for a code, and chooses a new password', happyPath],
  ['a wrong code is refused', refused('000000', PASSWORD, 'code does not work', 'code')],
  ['an expired code is refused with the same words', expired],
  ['a weak password is refused', refused(CODE, 'short', 'Choose another password', 'password')],
  ['passwords that differ are refused without a request', differing],
  ['passwords can be shown', showPasswords],
  ['a user who asks too often is told to wait', throttled],
  ['a user who is offline is told so, and goes on later', offline],
  ['a keyboard is enough', keyboardOnly],
  ['forms are enough, without a script', withoutScript, { javaScriptEnabled: false }],
  ['a redirect’s message stands until the next one', scriptComesLate],
  [
    'a service that is throttled is not the user’s fault',
    unavailable,
    { always: { name: 'TooManyRequestsException', message: 'Rate exceeded' } },
  ],
  [
    'an unknown end comes with what to try',
    unknownEnd,
    { always: { name: 'InternalErrorException', message: 'No.', status: 500 } },
  ],
  ['fields have the names that password managers and screen readers know', autocomplete],
  ...WIDTHS.flatMap((width) =>
    SCHEMES.map(
      (colorScheme) =>
        [
          `every state fits ${width} px and passes axe, ${colorScheme}`,
          looks(width, colorScheme),
          { viewport: { width, height: 760 }, colorScheme },
        ] as const,
    ),
  ),
];

/** The same over the network, to an emulator that is not of this project. */
async function changeAtEmulator(browser: Browser): Promise<void> {
  const emulator = await startCognitoLocal();
  const pool = await emulator.createPoolClientUser(ALICE);
  const client = new ForgotPasswordClient({ clientId: pool.clientId, endpointUrl: emulator.endpointUrl });
  const changed: string[] = [];
  const server = await startPage({ client, onPasswordChanged: ({ username }) => changed.push(username) });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await askForCode({ page, url: server.url }, ALICE);
    await changePassword({ page }, `${await emulator.readCode(pool)}`);
    await page.waitForURL('**/done.html');
    assert.deepEqual(changed, [ALICE]);
  } finally {
    await Promise.all([context.close(), server.close(), client.close(), emulator.stop()]);
  }
}

async function run(browser: Browser, work: Case, { always, ...options }: Setting): Promise<void> {
  let now = 0;
  const pass = (ms: number): void => {
    now += ms;
  };
  const pool = makePool({ always, now: () => now });
  const client = clientOver(pool.transport, 1);
  const server = await startPage({ client, limiter: memoryLimiter(), minimumMs: 150 });
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await work({ page, context, url: server.url, pool, pass });
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
    await server.close();
  }
}

async function main(): Promise<void> {
  const browser = await startBrowser();
  let passed = 0;
  let failed = 0;
  try {
    const all: readonly (readonly [title: string, run: () => Promise<void>])[] = [
      ...CASES.map(([title, work, setting = {}]) => [title, () => run(browser, work, setting)] as const),
      ['a password is changed at cognito-local', () => changeAtEmulator(browser)],
    ];
    for (const [title, runOne] of all) {
      try {
        await runOne();
        passed++;
        console.log(`✓ ${title}`);
      } catch (error) {
        failed++;
        console.log(`✗ ${title}\n`, error);
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed) process.exitCode = 1;
}

await main();
