import type { Flag } from '../flag.ts';
import { flags } from '../flags.ts';

const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

function lineOf({ name, short, type, placeholder, choices, help }: Flag): string {
  const value = choices ? ` -x -a ${quote(choices.join(' '))}` : placeholder === 'PATH' ? ' -r -F' : ' -x';
  const parts = [short ? ` -s ${short}` : '', ` -l ${name}`, type === 'boolean' ? '' : value, ` -d ${quote(help)}`];
  return `complete -c cognito-forgot-password${parts.join('')}`;
}

/** The script for fish. */
export function fishCompletion(): string {
  return `# Completion for fish; to load it: cognito-forgot-password --completion fish | source
complete -c cognito-forgot-password -f
${[...flags.values()].map(lineOf).join('\n')}
`;
}
