// A password that is typed at a terminal: it is never shown, and the terminal is as it was before on every way out.
import { expect } from 'chai';
import {
  CODE,
  confirmationsTo,
  type ListeningCognito,
  sendCode,
  sendingCode,
  withCognito,
} from '../support/cognito.ts';
import { onTerminal, type TerminalRun } from '../support/pseudo-terminal.ts';
import { hasTerminal } from '../support/terminal.ts';

const PASSWORD = 'zq-Hidden-71';
// What comes after it shows whether the terminal shows what is typed.
const MODE = 'echo "code $?"; stty -a | grep -Eo -- "-?(echo|icanon|isig)\\\\b" | tr "\\n" " "; echo end';
const SHOWING = /(^|\s)isig\s+icanon\s+echo\s/;

const argsFor = ({ url }: ListeningCognito): string =>
  `confirm alice --client-id=c --endpoint-url=${url} --confirmation-code=${CODE}`;

/** Runs the command on a terminal, and what tells of the terminal's mode after it. */
function watching(
  use: (run: TerminalRun, service: ListeningCognito) => Promise<void>,
  lineOf = (service: ListeningCognito): string => `command ${argsFor(service)}; ${MODE}`,
) {
  return withCognito(sendingCode, async (service) => {
    await sendCode(service, 'c');
    return onTerminal(lineOf(service), (run) => use(run, service));
  });
}

describe(`a password at a terminal${hasTerminal ? '' : ' (NOT CHECKED: this machine has no script of util-linux)'}`, () => {
  if (!hasTerminal) return;

  /** Ends a run after a key or a signal, and holds its exit code and the terminal's mode. */
  const expectEnd = async ({ shown, screen, ended }: TerminalRun, code: number): Promise<void> => {
    await shown(new RegExp(`code ${code}\\r\\n`));
    await shown(/end\r\n/);
    await ended;
    expect(screen()).to.match(SHOWING).and.not.to.contain(PASSWORD);
  };

  it('is not shown, and is sent as it was typed', () =>
    watching(async (run, service) => {
      await run.shown(/New password: $/);
      run.press(`${PASSWORD} x\u007F\u007F\r`);
      await run.shown(/again: $/);
      run.press(`wrong\u0015${PASSWORD}\r`);
      await expectEnd(run, 0);
      expect(confirmationsTo(service)[0]?.Password).to.equal(PASSWORD);
    }));

  it('is not shown where both lines are pasted at once', () =>
    watching(async (run, service) => {
      await run.shown(/New password: $/);
      run.press(`${PASSWORD}\r${PASSWORD}\r`);
      await expectEnd(run, 0);
      expect(confirmationsTo(service)).to.have.length(1);
    }));

  it('holds no key that moves the cursor', () =>
    watching(async (run, service) => {
      for (const question of [/New password: $/, /again: $/]) {
        await run.shown(question);
        run.press('abc\u001B[D\u001B[C\u001B[A\r');
      }
      await expectEnd(run, 0);
      expect(confirmationsTo(service)[0]?.Password).to.equal('abc');
    }));

  it('leaves the terminal as it was after Ctrl-C', () =>
    watching(
      async (run, service) => {
        await run.shown(/New password: $/);
        run.press(`${PASSWORD}\u0003`);
        await run.shown(/Interrupted\. Nothing was sent/);
        await expectEnd(run, 130);
        expect(confirmationsTo(service)).to.have.length(0);
      },
      (service) => `trap : INT; command ${argsFor(service)}; ${MODE}`,
    ));

  it('leaves the terminal as it was after Ctrl-D', () =>
    watching(async (run) => {
      await run.shown(/New password: $/);
      run.press('\u0004');
      await expectEnd(run, 2);
    }));

  for (const [signal, code] of [
    ['TERM', 143],
    ['HUP', 129],
  ] as const) {
    it(`leaves the terminal as it was after SIG${signal}`, () =>
      watching(
        async (run) => {
          const [, pid = ''] = (await run.shown(/pid (\d+)\r\n/)) ?? [];
          await run.shown(/New password: $/);
          process.kill(Number(pid), `SIG${signal}`);
          await expectEnd(run, code);
        },
        (service) => `sh -c 'echo pid $$; exec command ${argsFor(service)}'; ${MODE}`,
      ));
  }

  it('is asked for again, and hidden, after Ctrl-Z and fg', () =>
    watching(
      async (run, service) => {
        await run.shown(/[#$] $/);
        run.press(`"${process.execPath}" "${process.cwd()}/dist/cli.js" ${argsFor(service)}\n`);
        await run.shown(/New password: $/);
        run.press(`${PASSWORD}\u001A`);
        await run.shown(/Stopped[^#$]*[#$] $/s);
        run.press('echo shell-$((1 + 1))\n');
        await run.shown(/shell-2[^#$]*[#$] $/s);
        run.press('fg\n');
        for (const question of [/New password: $/, /again: $/]) {
          await run.shown(question);
          run.press(`${PASSWORD}\r`);
        }
        await run.shown(/[#$] $/);
        run.press(`${MODE}\n`);
        await run.shown(/code 0\r\n/);
        await run.shown(SHOWING);
        run.press('exit\n');
        await run.ended;
        expect(run.screen()).not.to.contain(PASSWORD);
        expect(confirmationsTo(service)[0]?.Password).to.equal(PASSWORD);
      },
      () => 'exec env HISTFILE=/dev/null bash --norc -i',
    ));

  it('stays hidden after Ctrl-Z where no shell could bring the command back', () =>
    watching(async (run, service) => {
      await run.shown(/New password: $/);
      run.press(`half\u001A`);
      await run.shown(/New password: $/);
      run.press(`${PASSWORD}\r`);
      await run.shown(/again: $/);
      run.press(`${PASSWORD}\r`);
      await expectEnd(run, 0);
      expect(confirmationsTo(service)[0]?.Password).to.equal(PASSWORD);
    }));

  it('leaves the terminal as it was after a crash', () =>
    watching(
      async (run) => {
        await run.shown(/New password: $/);
        run.press(PASSWORD);
        await run.shown(/crash/);
        await expectEnd(run, 7);
      },
      (service) => {
        const crash = 'setTimeout(() => { process.stderr.write("crash\\\\n"); process.exit(7); }, 1000)';
        const loader = `data:text/javascript,${encodeURIComponent(crash).replaceAll("'", '%27')}`;
        return `NODE_OPTIONS="--import=${loader}" command ${argsFor(service)}; ${MODE}`;
      },
    ));
});
