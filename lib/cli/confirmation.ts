// The question of --confirm, as PowerShell asks it.
import type { ConfirmAnswer, ConfirmQuestion } from '../node.ts';
import { printable } from './output.ts';
import type { Terminal } from './terminal.ts';

const HELP: Readonly<Record<ConfirmQuestion['operation'], string>> = {
  ForgotPassword: `Y - Send to this user.
A - Send to this user and to all further ones.
N - Do not send to this user, and go on with the next one.
L - Do not send to this user, nor to any further one.
`,
  ConfirmForgotPassword: `Y, A - Set this user's password.
N, L - Do not set it.
`,
};

const CHOICES = '[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [?] Help';

const answers: ReadonlyMap<string, ConfirmAnswer> = new Map([
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
 * Asks until there is an answer. Enter alone is Yes for one user, as in PowerShell, and No among many, where it may have
 * been meant for the question before. Where the terminal has no more to say, nobody is left to agree: that is No to All.
 *
 * @throws the signal's own reason, when it aborts.
 */
export async function askToConfirm(
  question: ConfirmQuestion,
  terminal: Terminal,
  signal: AbortSignal,
  isBatch: boolean,
): Promise<ConfirmAnswer> {
  const choices = `${CHOICES} (default is "${isBatch ? 'N' : 'Y'}"): `;
  const intro = `\nConfirm\nAre you sure you want to perform this action?\n${printable(question.text)}\n`;
  for (let text = intro; ; ) {
    const line = await terminal.ask(`${text}${choices}`, signal);
    if (line === undefined) return 'no-to-all';
    const typed = line.trim().toLowerCase();
    const answer = answers.get(typed || (isBatch ? 'no' : 'yes'));
    if (answer) return answer;
    text = line.trim() === '?' ? HELP[question.operation] : '';
  }
}
