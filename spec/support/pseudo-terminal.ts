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
  readonly shown: (expected: RegExp) => Promise<RegExpExecArray>;
  readonly press: (keys: string) => void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** A terminal of its own. */
export interface TerminalOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Default: 80. */
  readonly columns?: number;
}

function start(line: string, { env, columns = 80 }: TerminalOptions): TerminalRun {
  const built = [process.execPath, CLI].map(quote).join(' ');
  const script = `stty cols ${columns} rows 24; ${line.replaceAll('command', () => built)}`;
  const child = spawn('script', ['--quiet', '--return', '--command', script, '/dev/null'], {
    env: { ...ambient, TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
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
          return found;
        }
        await once(child, 'shown');
      }
    },
    press: (keys) => void child.stdin.write(keys),
    ended: once(child, 'close').then(([code]) => code),
  };
}

/**
 * Starts a command line of a shell on a terminal, for as long as `use` takes; `command` in it stands for the built command.
 */
export async function onTerminal(
  line: string,
  use: (run: TerminalRun) => Promise<void>,
  options: TerminalOptions = {},
): Promise<void> {
  const run = start(line, options);
  try {
    await use(run);
  } finally {
    // A spec that failed would leave a shell behind that waits for keys.
    run.child.kill('SIGKILL');
  }
}
