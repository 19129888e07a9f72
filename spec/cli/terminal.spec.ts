// What a person sees at a terminal while a batch runs.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { accepting, type ListeningCognito, refusing, type Setting, withCognito } from '../support/cognito.ts';
import { onTerminal, type TerminalOptions, type TerminalRun } from '../support/pseudo-terminal.ts';
import { hasTerminal } from '../support/terminal.ts';

describe(`a batch at a terminal${hasTerminal ? '' : ' (NOT CHECKED: this machine has no script of util-linux)'}`, () => {
  if (!hasTerminal) return;
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'terminal-'));
    await writeFile(join(folder, 'users'), Array.from({ length: 60 }, (_, index) => `user${index}\n`).join(''));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const lineFor = (url: string, ...args: string[]): string =>
    `exec command --client-id=c --endpoint-url=${url} ${args.join(' ')} < ${folder}/users`;

  /** Starts a line on a terminal, against a service. */
  const watching = (
    setting: Setting,
    lineOf: (service: ListeningCognito) => string,
    use: (run: TerminalRun, service: ListeningCognito) => Promise<void>,
    options?: TerminalOptions,
  ) => withCognito(setting, (service) => onTerminal(lineOf(service), (run) => use(run, service), options));

  it('keeps its progress line in sight while results go into a file', () =>
    watching(
      accepting,
      ({ url }) => `${lineFor(url, '--requests-per-second=50')} > ${folder}/results`,
      async (run) => {
        await run.shown(/% of 60: \d+ accepted; \d+\.\d\/s/);
        expect(await run.ended).to.equal(0);
        const lines = run.screen().split('\r\u001B[2K').slice(1, -1);
        // Each is followed by the next one, and never by nothing.
        expect(
          lines.every((line) => /^\d/.test(line)),
          run.screen(),
        ).to.equal(true);
        expect(run.screen()).to.match(/60 records: 60 accepted\r\n$/);
        expect((await readFile(join(folder, 'results'), 'utf8')).trim().split('\n')).to.have.length(60);
      },
    ));

  it('keeps its progress line below the results that come to the same terminal', () =>
    watching(
      accepting,
      ({ url }) => lineFor(url, '--requests-per-second=50'),
      async (run) => {
        await run.shown(/accepted; \d+\.\d\/s/);
        await run.shown(/"index":\d+/);
        await run.shown(/accepted; \d+\.\d\/s/);
        expect(await run.ended).to.equal(0);
        // No result begins on the progress line.
        expect(run.screen()).not.to.match(/left\{"index"/);
      },
    ));

  it('tells that the service throttles before there is any result', () =>
    watching(
      refusing('TooManyRequestsException'),
      ({ url }) => `${lineFor(url)} > /dev/null`,
      async (run, service) => {
        await run.shown(/0\.0 % of 60: 0 accepted; slowed down, \d+ × throttled/);
        service.reset();
        run.press('\u0003');
        expect(await run.ended).to.equal(130);
      },
    ));

  it('fits a narrow terminal', () =>
    watching(
      accepting,
      ({ url }) => `${lineFor(url, '--requests-per-second=50')} > /dev/null`,
      async (run) => {
        await run.shown(/% of 60; \d+\.\d\/s/);
        await run.ended;
        const lines = run.screen().split('\r\u001B[2K').slice(1, -1);
        for (const line of lines) expect(line.length).to.be.at.most(29);
      },
      { columns: 30 },
    ));

  it('shows no line that changes on a dumb terminal', () =>
    watching(
      accepting,
      ({ url }) => `${lineFor(url, '--requests-per-second=50')} > /dev/null`,
      async (run) => {
        expect(await run.ended).to.equal(0);
        expect(run.screen()).not.to.contain('\u001B');
      },
      { env: { TERM: 'dumb' } },
    ));

  it('hides its progress line while it asks, and asks again after Ctrl-Z and fg', () =>
    watching(
      accepting,
      () => 'exec bash --norc -i',
      async (run, { url, requests }) => {
        const args = ['--client-id=c', `--endpoint-url=${url}`, '--confirm'];
        await run.shown(/[#$] $/);
        // As the shell of the terminal, which alone can bring a job back.
        run.press(
          `"${process.execPath}" "${join(process.cwd(), 'dist/cli.js')}" ${args.join(' ')} < ${folder}/users >/dev/null\n`,
        );
        await run.shown(/user0".*default is "[YN]"\): /s);
        run.press('y\n');
        await run.shown(/user1".*default is "[YN]"\): /s);
        run.press('\u001A');
        await run.shown(/Stopped[^#$]*[#$] /s);
        run.press('fg\n');
        await run.shown(/user1".*default is "[YN]"\): /s);
        run.press('l\n');
        await run.shown(/60 records: 1 accepted, 59 skipped/);
        run.press('exit\n');
        await run.ended;
        expect(requests).to.have.length(1);
      },
      { env: { HISTFILE: '/dev/null' } },
    ));
});
