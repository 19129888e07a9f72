import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** A shell that completion is made for. */
export type Shell = keyof typeof scripts;

/** The script that teaches a shell to complete the command, made from the table of flags. */
export function completionFor(shell: Shell): string {
  return scripts[shell]();
}
