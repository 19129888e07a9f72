import { commands, firstFlags, type OfferedFlag } from './commands.ts';

// Left to readline, which knows how to quote a file's name. Before bash 4 there is no compopt.
const FILES = '_cognito_forgot_password_files';

/** What follows a flag that takes a value. */
function caseOf({ name, placeholder, choices }: OfferedFlag): string {
  const words = choices ? `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word"))` : ':';
  return `    --${name}) ${placeholder === 'PATH' ? FILES : words}; return ;;`;
}

const namesOf = (offered: readonly OfferedFlag[]): string => offered.map(({ name }) => `--${name}`).join(' ');

/** The script for bash 3.2 and later. */
export function bashCompletion(): string {
  const all = new Map(
    [...firstFlags, ...commands.flatMap((command) => command.flags)].map((flag) => [flag.name, flag]),
  );
  const words = commands.map(({ word }) => word).join(' ');
  const isFile = commands.filter(({ argument }) => argument === 'FILE').map(({ word }) => word);
  return `# Completion for bash; to load it: source <(cognito-forgot-password --completion bash)
${FILES}() { compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$word")); }
_cognito_forgot_password() {
  local word=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  # bash breaks --flag=value into three words.
  if [[ $word == '=' ]]; then word=; elif [[ $flag == '=' ]]; then flag=\${COMP_WORDS[COMP_CWORD-2]}; fi
  # After < and >, and for what can only be a path, files are completed as for every other command.
  case $flag in '<'|'>'|'>>'|'>|'|'&>'|'<>') ${FILES}; return ;; esac
  case $word in
    '<'*|'>'*|[0-9]'<'*|[0-9]'>'*|'&>'*) ${FILES}; return ;;
    /*|./*|../*|'~'*) ${FILES}; return ;;
  esac
  case $flag in
${[...all.values()]
  .filter(({ type }) => type !== 'boolean')
  .map(caseOf)
  .join('\n')}
  esac
  case \${COMP_WORDS[1]} in ${isFile.join('|')}) ((COMP_CWORD == 2)) && [[ $word != -* ]] && { ${FILES}; return; } ;; esac
  if [[ $word == -* ]]; then
    local names='${namesOf(firstFlags)}'
    if ((COMP_CWORD > 1)); then
      case \${COMP_WORDS[1]} in
${commands.map(({ word, flags }) => `        ${word}) names='${namesOf(flags)}' ;;`).join('\n')}
      esac
    fi
    COMPREPLY=($(compgen -W "$names" -- "$word"))
  elif ((COMP_CWORD == 1)) && [[ -n $word ]]; then
    COMPREPLY=($(compgen -W '${words}' -- "$word"))
  fi
}
complete -F _cognito_forgot_password cognito-forgot-password
`;
}
