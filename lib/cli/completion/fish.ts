import { commands, firstFlags, type OfferedFlag } from './commands.ts';

const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

const COMPLETE = 'complete -c cognito-forgot-password';
// Only the very first word is a command's name.
const COMMAND = '__cognito_forgot_password_command';

function lineOf({ name, short, type, placeholder, choices, help }: OfferedFlag, command: string): string {
  const value = choices ? ` -x -a ${quote(choices.join(' '))}` : placeholder === 'PATH' ? ' -r -F' : ' -x';
  const parts = [short ? ` -s ${short}` : '', ` -l ${name}`, type === 'boolean' ? '' : value, ` -d ${quote(help)}`];
  return `${COMPLETE} -n '${COMMAND} ${command}'${parts.join('')}`;
}

/** The script for fish. */
export function fishCompletion(): string {
  const words = commands.map(({ word }) => word);
  const offers = commands.map(({ word, help }) => `${COMPLETE} -n ${COMMAND}_first -a ${word} -d ${quote(help)}`);
  const files = commands
    .filter(({ argument }) => argument === 'FILE')
    .map(({ word }) => `${COMPLETE} -n '${COMMAND} ${word}' -F`);
  const lines = [
    ...firstFlags.map((flag) => lineOf(flag, 'first')),
    ...commands.flatMap(({ word, flags }) => flags.map((flag) => lineOf(flag, word))),
  ];
  return `# Completion for fish; to load it: cognito-forgot-password --completion fish | source
function ${COMMAND}
  set -l words (commandline -opc)
  if contains -- "$words[2]" ${words.join(' ')}
    test "$words[2]" = $argv[1]
  else
    test first = $argv[1]
  end
end
function ${COMMAND}_first
  test (count (commandline -opc)) -eq 1
end
complete -c cognito-forgot-password -f
${[...offers, ...files, ...lines].join('\n')}
`;
}
