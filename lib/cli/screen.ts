// Standard output, standard error and the terminal as one screen, at whose end one line may change. Whatever else is
// written takes that line away first and puts it back after, so that neither overwrites the other.
import type { Output } from './output.ts';
import type { Surroundings } from './surroundings.ts';
import type { Terminal } from './terminal.ts';

const CLEAR_LINE = '\r\u001B[2K';

/** A screen with one line that changes. */
export interface Screen extends Pick<Surroundings, 'stdout' | 'stderr' | 'openTerminal'> {
  /** Whether standard error can show a line that changes. */
  readonly isLive: boolean;
  /** The width of the line, in characters. */
  readonly columns: number;
  /** Shows the line, in the place of the one before; an empty text takes it away. */
  showLine(text: string): void;
}

type Streams = Pick<Surroundings, 'stdout' | 'stderr' | 'openTerminal' | 'env'>;

/** The screen of a run. A terminal of the type `dumb` cannot take a line back, and gets none. */
export function openScreen({ stdout, stderr, openTerminal, env }: Streams): Screen {
  const isLive = stderr.isTTY === true && env.TERM !== 'dumb';
  let line = '';
  let isShown = false;
  let questions = 0;

  const hide = (): void => {
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
  };
  const draw = (): void => {
    // A question waits for its answer at the place where the line would be.
    if (!line || questions) return;
    stderr.write(`${CLEAR_LINE}${line}`);
    isShown = true;
  };
  const guarded = (stream: Output): Output => ({
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
    write(text, callback) {
      // What goes into a file leaves the terminal as it is.
      if (!stream.isTTY) return stream.write(text, callback);
      hide();
      const isBelowMark = stream.write(text, callback);
      draw();
      return isBelowMark;
    },
  });
  const duringQuestion = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    questions++;
    hide();
    try {
      return await ask();
    } finally {
      questions--;
    }
  };
  const guardedTerminal = (terminal: Terminal): Terminal => ({
    ask: (text, signal) => duringQuestion(() => terminal.ask(text, signal)),
    hidden: (signal, use) => duringQuestion(() => terminal.hidden(signal, use)),
  });

  return {
    isLive,
    get columns() {
      return stderr.columns || 80;
    },
    stdout: guarded(stdout),
    stderr: guarded(stderr),
    openTerminal() {
      const terminal = openTerminal();
      return terminal && guardedTerminal(terminal);
    },
    showLine(text) {
      line = text;
      if (text) draw();
      else hide();
    },
  };
}
