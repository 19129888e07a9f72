import type { Flag } from '../flag.ts';
import { flags } from '../flags.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A flag as an argument of zsh's _arguments. */
function specOf({ name, short, type, placeholder, choices, help }: Flag): string {
  const text = `[${help.replace(/[\]\\]/g, '\\$&')}]`;
  // The two forms of a flag exclude each other.
  if (short) return `${quote(`(-${short} --${name})`)}{-${short},--${name}}${quote(text)}`;
  if (type === 'boolean') return quote(`--${name}${text}`);
  const action = choices ? `(${choices.join(' ')})` : placeholder === 'PATH' ? '_files' : ' ';
  return quote(`${type === 'pairs' ? '*' : ''}--${name}=${text}:${placeholder}:${action}`);
}

/** The script for zsh, to be sourced, or kept as a file _cognito-forgot-password in a folder of fpath. */
export function zshCompletion(): string {
  const specs = [...flags.values()].map((flag) => `    ${specOf(flag)} \\\n`);
  return `#compdef cognito-forgot-password
# Completion for zsh; to load it: source <(cognito-forgot-password --completion zsh)
_cognito_forgot_password() {
  _arguments \\
${specs.join('')}    '1:USERNAME: '
}
# zsh loads a file of fpath as the function's body; one that is sourced has to be made known.
if [[ $funcstack[1] == _cognito-forgot-password ]]; then
  _cognito_forgot_password "$@"
else
  compdef _cognito_forgot_password cognito-forgot-password
fi
`;
}
