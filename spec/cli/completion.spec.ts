import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { commands } from '../../lib/cli/completion/commands.ts';
import { completionFor } from '../../lib/cli/completion/completion.ts';
import type { Shell } from '../../lib/cli/completion/shells.ts';
import { flags } from '../../lib/cli/flags.ts';
import { onTerminal } from '../support/pseudo-terminal.ts';
import { runHere } from '../support/run-here.ts';

const names = [...flags.keys()].map((name) => `--${name}`);

/** The candidates that a shell offers for a command line, which ends where the cursor is. */
type Complete = (folder: string, line: string) => string[];

const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line);

const completeInBash: Complete = (folder, line) => {
  // As readline breaks words: at blanks, and around an equals sign.
  const words = [...(line.match(/=|[^\s=]+/g) ?? []), ...(line.endsWith(' ') ? [''] : [])];
  const script = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cognito_forgot_password
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(execFileSync('bash', ['--norc', '-c', script, join(folder, 'bash'), ...words], { encoding: 'utf8' }));
};

const completeInFish: Complete = (folder, line) => {
  const script = 'source $argv[1]; complete -C $argv[2]';
  const options = { encoding: 'utf8', cwd: folder, env: { ...process.env, XDG_CONFIG_HOME: folder } } as const;
  // A candidate, a tab, and its description.
  return linesOf(execFileSync('fish', ['-c', script, join(folder, 'fish'), line], options)).map((each) =>
    each.replace(/\t.*/, ''),
  );
};

// zsh completes at its prompt only: a second zsh is typed into, which prints the candidates, and ends.
const ZSH = `
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner 'PS1= ; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source '$1
zpty -w inner 'compadd() { local -a list; builtin compadd -O list "$@"; print -rl -- "" OFFER:$^list; builtin compadd "$@"; }'
zpty -w inner 'show() { _main_complete; exit; }; zle -C show complete-word show; bindkey "^X" show; print READ'Y
zpty -r inner output '*READY*'
zpty -n -w inner "$2"$'\\x18'
while zpty -r inner output; do print -r -- $output; done
`;

const completeInZsh: Complete = (folder, line) => {
  const { stdout } = spawnSync('zsh', ['-f', '-c', ZSH, 'zsh', join(folder, 'zsh'), line], {
    encoding: 'utf8',
    cwd: folder,
    timeout: 15_000,
  });
  // A group may be offered more than once, for its headings.
  return [...new Set([...stdout.matchAll(/^OFFER:(.+?)\r?$/gm)].map(([, candidate = '']) => candidate))];
};

const shells: readonly (readonly [Shell, Complete])[] = [
  ['bash', completeInBash],
  ['zsh', completeInZsh],
  ['fish', completeInFish],
];

describe('completion', () => {
  it('is printed for each shell', async () => {
    for (const [shell] of shells) {
      const { code, stdout } = await runHere([`--completion=${shell}`]);
      expect({ code, stdout }).to.deep.equal({ code: 0, stdout: completionFor(shell) });
      for (const name of flags.keys()) expect(stdout).to.contain(name);
    }
  });

  for (const [shell, complete] of shells) {
    const isInstalled = !spawnSync(shell, ['-c', 'true']).error;
    describe(`in ${shell}${isInstalled ? '' : ' (NOT CHECKED: this machine has none)'}`, () => {
      let folder: string;
      before(() => {
        folder = mkdtempSync(join(tmpdir(), 'completion-'));
        writeFileSync(join(folder, shell), completionFor(shell));
        writeFileSync(join(folder, 'secret.txt'), '');
      });
      after(() => rmSync(folder, { recursive: true }));
      if (!isInstalled) return;

      it('offers every flag', () => {
        const offered = complete(folder, 'cognito-forgot-password --');
        expect(offered).to.include.members(names);
      });

      it('offers the commands as the first word, and nowhere else', () => {
        expect(complete(folder, 'cognito-forgot-password jo')).to.deep.equal(['journal']);
        expect(complete(folder, 'cognito-forgot-password con')).to.deep.equal(['confirm']);
        expect(complete(folder, 'cognito-forgot-password alice jo')).to.deep.equal([]);
      });

      for (const { word, flags: own } of commands) {
        it(`offers the flags of ${word} after this word, and no others`, () => {
          const offered = complete(folder, `cognito-forgot-password ${word} --`);
          expect([...new Set(offered)]).to.have.members(own.map(({ name }) => `--${name}`));
        });
      }

      it('offers the flags of the first command to a user of the name of a command', () => {
        const offered = complete(folder, 'cognito-forgot-password --username confirm --jour');
        expect(offered).to.have.members(['--journal', '--journal-plain']);
      });

      it('offers the flags that begin so', () => {
        expect(complete(folder, 'cognito-forgot-password alice --user-cont')).to.have.members([
          '--user-context-data-encoded-data',
          '--user-context-data-ip-address',
        ]);
      });

      it('offers the values of a flag, in both forms', () => {
        expect(complete(folder, 'cognito-forgot-password --input-format ')).to.have.members([
          'auto',
          'lines',
          'ndjson',
          'json',
          'text',
          'csv',
        ]);
        const offered = complete(folder, 'cognito-forgot-password --output=t');
        expect(offered.map((each) => each.replace('--output=', ''))).to.deep.equal(['text']);
      });

      // In bash, they are left to readline.
      if (shell !== 'bash') {
        it('offers files where a path belongs', () => {
          for (const before of ['--client-secret-file', 'confirm --password-file', 'journal', 'journal --salvage']) {
            expect(complete(folder, `cognito-forgot-password ${before} sec`), before).to.deep.equal(['secret.txt']);
          }
        });
      }

      if (shell === 'bash') {
        // Readline asks the function first; what it then does with files is shown by a shell that is typed into.
        for (const line of [
          '< sec',
          '<sec',
          'alice 2> sec',
          './sec',
          '--report sec',
          '--report=sec',
          'journal sec',
          'confirm --password-file sec',
        ]) {
          it(`leaves files to readline in: ${line}`, () =>
            onTerminal(
              'exec bash --norc -i',
              async ({ shown, press, ended }) => {
                await shown(/[#$] $/);
                press(`cd '${folder}'; source ./bash; complete -p cognito-forgot-password\n`);
                await shown(/complete -F .*[#$] $/s);
                press(`cognito-forgot-password ${line}\t`);
                await shown(/ret\.txt/);
                press('\u0015exit\n');
                await ended;
              },
              { env: { HISTFILE: '/dev/null' } },
            ));
        }
      }

      it('offers nothing for a value that it cannot know', () => {
        expect(complete(folder, 'cognito-forgot-password --client-id ')).to.deep.equal([]);
      });
    });
  }
});
