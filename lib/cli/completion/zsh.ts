import { commands, firstFlags, type OfferedCommand, type OfferedFlag } from './commands.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A flag as an argument of zsh's _arguments. */
function specOf({ name, short, type, placeholder, choices, help }: OfferedFlag): string {
  const text = `[${help.replace(/[\]\\]/g, '\\$&')}]`;
  // The two forms of a flag exclude each other.
  if (short) return `${quote(`(-${short} --${name})`)}{-${short},--${name}}${quote(text)}`;
  if (type === 'boolean') return quote(`--${name}${text}`);
  const action = choices ? `(${choices.join(' ')})` : placeholder === 'PATH' ? '_files' : ' ';
  return quote(`${type === 'pairs' ? '*' : ''}--${name}=${text}:${placeholder}:${action}`);
}

const specsOf = (flags: readonly OfferedFlag[], indent: string): string =>
  flags.map((flag) => `${indent}${specOf(flag)} \\\n`).join('');

function caseOf({ word, flags, argument }: OfferedCommand): string {
  return `      ${word})
        _arguments \\
${specsOf(flags, '          ')}          '1:${argument}:${argument === 'FILE' ? '_files' : ' '}'
        return ;;
`;
}

/** The script for zsh, to be sourced, or kept as a file _cognito-forgot-password in a folder of fpath. */
export function zshCompletion(): string {
  const words = commands.map(({ word, help }) => `${word}\\:${quote(help).slice(1, -1).replaceAll(' ', '\\ ')}`);
  return `#compdef cognito-forgot-password
# Completion for zsh; to load it: source <(cognito-forgot-password --completion zsh)
_cognito_forgot_password() {
  # Only the very first word is a command's name.
  if (( CURRENT > 2 )) && [[ $words[2] == (${commands.map(({ word }) => word).join('|')}) ]]; then
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
${commands.map(caseOf).join('')}    esac
  fi
  _arguments \\
${specsOf(firstFlags, '    ')}    '1:USERNAME:((${words.join(' ')}))'
}
# zsh loads a file of fpath as the function's body; one that is sourced has to be made known.
if [[ $funcstack[1] == _cognito-forgot-password ]]; then
  _cognito_forgot_password "$@"
else
  compdef _cognito_forgot_password cognito-forgot-password
fi
`;
}
