import type { Flag } from '../flag.ts';
import { flags } from '../flags.ts';

/** What follows a flag that takes a value. */
function caseOf({ name, placeholder, choices }: Flag): string {
  // Left to readline, which knows how to quote a file's name. Before bash 4 there is no compopt.
  const files = 'compopt -o default 2>/dev/null';
  const words = choices ? `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word"))` : ':';
  return `    --${name}) ${placeholder === 'PATH' ? files : words}; return ;;`;
}

/** The script for bash 3.2 and later. */
export function bashCompletion(): string {
  const all = [...flags.values()];
  return `# Completion for bash; to load it: source <(cognito-forgot-password --completion bash)
_cognito_forgot_password() {
  local word=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  # bash breaks --flag=value into three words.
  if [[ $word == '=' ]]; then word=; elif [[ $flag == '=' ]]; then flag=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case $flag in
${all
  .filter(({ type }) => type !== 'boolean')
  .map(caseOf)
  .join('\n')}
  esac
  [[ $word == -* ]] || return
  COMPREPLY=($(compgen -W '${all.map(({ name }) => `--${name}`).join(' ')}' -- "$word"))
}
complete -F _cognito_forgot_password cognito-forgot-password
`;
}
