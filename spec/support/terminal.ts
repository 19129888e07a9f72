// The built command on a pseudo-terminal of its own, by util-linux's script.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { ambient, CLI } from './cli.ts';

/** Whether this machine can make a pseudo-terminal. */
export const hasTerminal = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** How a run on a terminal ended, and all that the terminal showed. */
export interface TerminalResult {
  readonly code: number | null;
  readonly screen: string;
}

/** What ends each question. */
const PROMPT = /\(default is "[YN]"\): |\[y\/N\] /;

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Runs the command on a terminal, with redirections in the shell's words; types one answer after each prompt. */
export async function runOnTerminal(
  args: readonly string[],
  redirections: string,
  answers: readonly string[],
): Promise<TerminalResult> {
  const command = ['exec', ...[process.execPath, CLI, ...args].map(quote), redirections].join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: ambient,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  let prompts = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    while (prompts < screen.split(PROMPT).length - 1) child.stdin.write(answers[prompts++] ?? '');
  });
  const [code] = await once(child, 'close');
  return { code, screen: screen.replaceAll('\r\n', '\n') };
}
