// The terminal itself, which is there even while standard input and output are files.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { AskHidden } from './ask-hidden.ts';
import { readHidden } from './hidden-input.ts';

/** Where a person can be asked. */
export interface Terminal {
  /**
   * Shows a text, and reads the line that is typed; nothing when no more can come.
   *
   * @throws the signal's own reason, when it aborts.
   */
  ask(text: string, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Hides all that is typed for as long as `use` takes, in which it asks as often as it wants.
   *
   * @throws `UsageError` where the terminal cannot hide it; the signal's own reason, when it aborts.
   */
  hidden<Result>(signal: AbortSignal, use: (ask: AskHidden) => Promise<Result>): Promise<Result>;
}

// Windows has one name for each direction.
const [INPUT, OUTPUT] =
  process.platform === 'win32' ? (['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] as const) : (['/dev/tty', '/dev/tty'] as const);

const show = (text: string): void => writeFileSync(OUTPUT, text, { flag: 'r+' });

/** Shows the question again when the process comes back from Ctrl-Z, after which the shell has written below it. */
function showAgainAfterStop(text: string): () => void {
  const showAgain = (): void => show(text);
  process.on('SIGCONT', showAgain);
  return () => void process.off('SIGCONT', showAgain);
}

async function ask(text: string, signal: AbortSignal): Promise<string | undefined> {
  // Loaded only for a question: most runs have none to ask.
  const [{ createInterface }, { ReadStream }] = await Promise.all([
    import('node:readline/promises'),
    import('node:tty'),
  ]);
  signal.throwIfAborted();
  // Before the question is there to be seen: Ctrl-Z may come at once.
  const stop = showAgainAfterStop(text);
  show(text);
  // Opened for one question, so that it does not keep the process alive, nor swallow what is typed for another.
  const input = new ReadStream(openSync(INPUT, 'r+'));
  const lines = createInterface({ input });
  try {
    const ended = new Promise<undefined>((resolve) => {
      lines.once('close', () => resolve(undefined));
      // A terminal that is hung up.
      input.once('error', () => resolve(undefined));
    });
    return await Promise.race([lines.question('', { signal }), ended]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    stop();
    lines.close();
    input.destroy();
  }
}

async function hidden<Result>(signal: AbortSignal, use: (ask: AskHidden) => Promise<Result>): Promise<Result> {
  const { ReadStream } = await import('node:tty');
  signal.throwIfAborted();
  const input = new ReadStream(openSync(INPUT, 'r+'));
  try {
    return await readHidden({ input, show }, signal, use);
  } finally {
    input.destroy();
  }
}

/** The terminal of the process; nothing where it has none. */
export function openTerminal(): Terminal | undefined {
  try {
    closeSync(openSync(INPUT, 'r+'));
    return { ask, hidden };
  } catch {
    return undefined;
  }
}
