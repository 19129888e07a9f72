import { expect } from 'chai';
import { commandHelp } from '../../lib/cli/command-help.ts';
import { ExitCode } from '../../lib/cli/exit-codes.ts';
import { flags } from '../../lib/cli/flags.ts';
import { startCli } from '../support/cli.ts';
import { runHere } from '../support/run-here.ts';

const linesOf = (text: string): string[] => text.trimEnd().split('\n');
const widest = (text: string): number => Math.max(...linesOf(text).map((line) => line.length));

const codes = [...new Set([...Object.values(ExitCode), 143, 129])];

describe('--help', () => {
  it('fits a terminal of 80 columns and 24 lines, prompt included', async () => {
    for (const argv of [['--help'], ['-h', '--regoin']]) {
      const { code, stdout, stderr } = await runHere(argv);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(widest(stdout)).to.be.at.most(80);
      expect(linesOf(stdout)).to.have.length.at.most(23);
      expect(stdout)
        .to.match(/^Usage: /)
        .and.to.match(/[^\n]\n$/);
    }
  });

  it('shows ten flags of the table, examples of the four usual runs, and every exit code', async () => {
    const { stdout } = await runHere(['--help']);
    const shown = [...stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name = '']) => name);
    expect(shown).to.have.length(10);
    expect([...flags.keys()]).to.include.members(shown);
    for (const example of ['One user:', 'Try first:', 'Many users:', 'Resume:']) expect(stdout).to.contain(example);
    for (const code of codes) expect(stdout).to.match(new RegExp(`\\b${code} `));
    expect(stdout).to.contain('--help --all');
  });

  it('with --all names every flag of the table and what each exit code means', async () => {
    const { code, stdout } = await runHere(['--help', '--all']);
    expect(code).to.equal(0);
    expect(widest(stdout)).to.be.at.most(80);
    const text = stdout.replace(/\s+/g, ' ');
    for (const { name, help } of flags.values()) expect(text).to.contain(`--${name} `).and.to.contain(help);
    const exitCodes = stdout.slice(stdout.indexOf('Exit codes:'));
    for (const code of codes) expect(exitCodes).to.match(new RegExp(`\\b${code} `));
  });

  it('ends with 141 and without a word where its reader is gone', async () => {
    const { child, result } = startCli(['--help', '--all']);
    child.stdout?.destroy();
    const { code, stderr } = await result;
    expect(stderr).to.equal('');
    expect(code).to.be.oneOf([0, 141]);
  });

  for (const command of ['confirm', 'journal'] as const) {
    it(`of ${command} fits a terminal, and says how to reach a user of that name`, () => {
      const text = commandHelp(command);
      expect(widest(text)).to.be.at.most(80);
      expect(linesOf(text)).to.have.length.at.most(23);
      expect(text)
        .to.match(new RegExp(`^Usage: cognito-forgot-password ${command} `))
        .and.to.contain('Exit codes: 0 ')
        .and.to.contain(`--username ${command}`);
    });
  }
});
