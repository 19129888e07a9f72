// A terminal of which a spec decides what is typed.
import type { Terminal } from '../../lib/cli/terminal.ts';

/** A terminal on which a function answers, whether what is typed can be seen or not. */
export function fakeTerminal(ask: Terminal['ask']): Terminal {
  return { ask, hidden: (signal, use) => use((text) => ask(text, signal)) };
}
