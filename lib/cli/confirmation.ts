// The question of --confirm, as PowerShell asks it.
import type { ConfirmAnswer, ConfirmQuestion } from '../node.ts';
import { printable } from './output.ts';
import type { Terminal } from './terminal.ts';

const HELP = `Y - Send to this user.
A - Send to this user and to all further ones.
N - Do not send to this user, and go on with the next one.
L - Do not send to this user, nor to any further one.
`;

const CHOICES = '[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [?] Help (default is "Y"): ';

const answers: ReadonlyMap<string, ConfirmAnswer> = new Map([
  ['', 'yes'],
  ['y', 'yes'],
  ['yes', 'yes'],
  ['a', 'yes-to-all'],
  ['yes to all', 'yes-to-all'],
  ['n', 'no'],
  ['no', 'no'],
  ['l', 'no-to-all'],
  ['no to all', 'no-to-all'],
]);

/**
 * Asks until there is an answer. Where the terminal has no more to say, nobody is left to agree: that is No to All.
 *
 * @throws the signal's own reason, when it aborts.
 */
export async function askToConfirm(
  question: ConfirmQuestion,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ConfirmAnswer> {
  const intro = `\nConfirm\nAre you sure you want to perform this action?\n${printable(question.text)}\n`;
  for (let text = intro; ; ) {
    const line = await terminal.ask(`${text}${CHOICES}`, signal);
    if (line === undefined) return 'no-to-all';
    const answer = answers.get(line.trim().toLowerCase());
    if (answer) return answer;
    text = line.trim() === '?' ? HELP : '';
  }
}
