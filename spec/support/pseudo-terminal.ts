// The built command on a pseudo-terminal of its own, step by step: what it shows is awaited, and keys are pressed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ambient, CLI } from './cli.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A command on a terminal. */
export interface TerminalRun {
  readonly child: ChildProcess;
  /** Everything that the terminal has shown. */
  readonly screen: () => string;
  /** Resolves when the terminal has shown something that fits, in what came after the last such thing. */
  readonly shown: (expected: RegExp) => Promise<void>;
  readonly press: (keys: string) => void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts a command line of a shell on a terminal of so many columns; `command` in it stands for the built command. */
export function startOnTerminal(line: string, env: NodeJS.ProcessEnv = {}, columns = 80): TerminalRun {
  const built = [process.execPath, CLI].map(quote).join(' ');
  const script = `stty cols ${columns} rows 24; ${line.replaceAll('command', () => built)}`;
  const child = spawn('script', ['--quiet', '--return', '--command', script, '/dev/null'], {
    env: { ...ambient, TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    child.emit('shown');
  });
  return {
    child,
    screen: () => screen,
    async shown(expected) {
      for (let found = expected.exec(screen.slice(seen)); ; found = expected.exec(screen.slice(seen))) {
        if (found) {
          seen += found.index + found[0].length;
          return;
        }
        await once(child, 'shown');
      }
    },
    press: (keys) => void child.stdin.write(keys),
    ended: once(child, 'close').then(([code]) => code),
  };
}
