// Lines typed at a terminal that shows none of them, and that is as it was before on every way out.
import type { Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import type { AskHidden } from './ask-hidden.ts';
import { UsageError } from './failures.ts';

/** A terminal to read from, and how to show a text on it. */
export interface HiddenTerminal {
  readonly input: ReadStream;
  readonly show: (text: string) => void;
}

const isWindows = process.platform === 'win32';

/** Sends a signal to whoever the terminal's own key would send it: in raw mode, it sends none. */
function signalGroup(signal: 'SIGINT' | 'SIGTSTP'): void {
  if (isWindows) process.emit(signal);
  else process.kill(0, signal);
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, callback) => callback() });
}

function clear(lines: Interface): void {
  lines.write(null, { ctrl: true, name: 'e' });
  lines.write(null, { ctrl: true, name: 'u' });
}

/** Lets Ctrl-Z stop the process with a terminal that shows what is typed, and hides it when it comes back. */
function handleStops({ input, show }: HiddenTerminal, lines: Interface, question: () => string): () => void {
  let isStopped = false;
  const resume = (): void => {
    isStopped = false;
    // The shell has set a mode of its own, of which Node does not know.
    input.setRawMode(false);
    input.setRawMode(true);
    clear(lines);
    show(question());
  };
  const stop = (): void => {
    if (isWindows) return;
    isStopped = true;
    input.setRawMode(false);
    signalGroup('SIGTSTP');
    // The system ignores the signal where no shell could bring the process back: then no SIGCONT comes with the next turn.
    setImmediate(() => setImmediate(() => isStopped && resume()));
  };
  lines.on('SIGTSTP', stop);
  process.on('SIGCONT', resume);
  return () => void process.off('SIGCONT', resume);
}

/** A queue of the lines that are typed; `next` brings nothing when no more can come. */
function queueOf(lines: Interface, show: (text: string) => void): { next(): Promise<string | undefined> } {
  const typed: string[] = [];
  let isClosed = false;
  let take: ((line: string | undefined) => void) | undefined;
  lines.on('line', (line) => {
    show('\n');
    if (take) take(line);
    else typed.push(line);
    take = undefined;
  });
  lines.on('close', () => {
    isClosed = true;
    take?.(undefined);
  });
  return {
    async next() {
      if (typed.length || isClosed) return typed.shift();
      return new Promise((resolve) => {
        take = resolve;
      });
    },
  };
}

/**
 * Hides what is typed for as long as `use` takes.
 *
 * @throws `UsageError` where the terminal cannot hide it; the signal's own reason, when it aborts.
 */
export async function readHidden<Result>(
  terminal: HiddenTerminal,
  signal: AbortSignal,
  use: (ask: AskHidden) => Promise<Result>,
): Promise<Result> {
  const { input, show } = terminal;
  // Loaded only for a question: most runs have none to ask.
  const { createInterface } = await import('node:readline');
  signal.throwIfAborted();
  // Its line editor works without an output; what it would keep as a history would be passwords.
  const lines = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 });
  // A terminal that is hung up.
  input.on('error', () => lines.close());
  const restore = (): void => void input.setRawMode(false);
  process.once('exit', restore);
  let question = '';
  const forgetStops = handleStops(terminal, lines, () => question);
  lines.on('SIGINT', () => signalGroup('SIGINT'));
  const queue = queueOf(lines, show);
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  try {
    if (!input.isRaw) throw new UsageError('the terminal cannot hide what is typed: write --password-file PATH');
    return await use(async (text) => {
      question = text;
      show(text);
      return Promise.race([queue.next(), aborted]);
    });
  } finally {
    forgetStops();
    process.off('exit', restore);
    lines.close();
  }
}
