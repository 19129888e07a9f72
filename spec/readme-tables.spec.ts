// Holds the tables of the README against the tables in the code, and what the documents name against what there is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { build } from 'esbuild';
import { confirmFlags } from '../lib/cli/confirm-flags.ts';
import { ExitCode } from '../lib/cli/exit-codes.ts';
import { flags } from '../lib/cli/flags.ts';
import { OPTIONS, type OptionRow } from '../lib/client/options.ts';
import * as exceptions from '../lib/errors/exceptions.ts';
import { answers } from '../lib/handler/answers.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
/** The README, and the page about the command that continues it. */
const pages = ['README.md', 'lib/cli/README.md'] as const;
const manual = pages.map(read).join('\n');

/** A line of a table by the titles of its columns. */
type Row = Readonly<Record<string, string>>;

const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\| ?| ?\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** The rows of all tables whose first column has that title. Titles count without backticks. */
function rowsOf(title: string): readonly Row[] {
  const rows = (manual.match(/(?:^\|.*\n)+/gm) ?? []).flatMap((table) => {
    const [head = '', , ...lines] = table.trimEnd().split('\n');
    const titles = cellsOf(head.replaceAll('`', ''));
    if (titles[0] !== title) return [];
    return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, index) => [titles[index] ?? '', cell])));
  });
  expect(rows, `the table of ${title}`).not.to.have.length(0);
  return rows;
}

/** What stands in backticks in a text. */
const codesIn = (text = ''): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const codesOf = (rows: readonly Row[], title: string): readonly string[] => rows.flatMap((row) => codesIn(row[title]));

/** The members of an interface in the sources. */
function membersOf(path: string, name: string): readonly string[] {
  const [, body = ''] = new RegExp(`interface ${name} {\n(.*?)^}`, 'ms').exec(read(path)) ?? [];
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, member = '']) => member);
}

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const flagsThatSet = (bag: string): readonly string[] =>
  [...flags.values()].filter(({ sets }) => sets[0] === bag).map(({ name }) => name);
/** The flags that a text names, without what stands for their values. */
const flagsIn = (text: string): readonly string[] =>
  [...text.matchAll(/--([a-z][a-z-]*)/g)].map(([, name = '']) => name);

describe('the README', () => {
  it('has at most 350 lines', () => {
    expect(readme.trimEnd().split('\n').length).to.be.at.most(350);
  });

  describe('has a table of options that', () => {
    const rows = rowsOf('option');
    const options: ReadonlyMap<string, OptionRow> = new Map(Object.entries(OPTIONS));
    const optionsOf = (row: Row): readonly OptionRow[] =>
      codesIn(row.option).flatMap((name) => options.get(name) ?? []);

    it('names every option of a client, in order', () => {
      expect(codesOf(rows, 'option')).to.deep.equal([...options.keys()]);
    });

    it('tells the default of each option', () => {
      for (const row of rows) {
        const defaults = optionsOf(row).map((option) => option.default?.toLocaleString('en') ?? '');
        expect(row.default?.replaceAll('`', ''), row.option).to.equal([...new Set(defaults)].join(', '));
      }
    });

    it('tells the environment variables of each option, in order', () => {
      for (const row of rows) {
        const variables = optionsOf(row).flatMap(({ env = [] }) => env);
        expect(codesIn(row['environment (Node)']), row.option).to.deep.equal(variables);
      }
    });

    it('tells which options work on Node only', () => {
      for (const row of rows) {
        const isNodeOnly = optionsOf(row).some((option) => option.isNodeOnly === true);
        expect(row.meaning?.includes('Node only'), row.option).to.equal(isNodeOnly);
      }
    });

    it('stands below a sentence that names the options without a flag', () => {
      const [, sentence = ''] = /kebab-case \(`--max-attempts`\), but for (.*?)\.\n/.exec(readme) ?? [];
      const flagless = [...options.keys()].filter((name) => !flags.has(kebab(name)));
      expect(codesIn(sentence)).to.deep.equal(flagless);
    });
  });

  describe('has tables of flags that', () => {
    it('name the flag of each parameter of the cmdlet', () => {
      const named = rowsOf('parameter').flatMap((row) => flagsIn(row.flag ?? ''));
      expect(named).to.have.members(flagsThatSet('parameters'));
    });

    it('name each parameter beside its flag', () => {
      const rows = rowsOf('parameter');
      for (const { name, sets } of flags.values()) {
        if (sets[0] !== 'parameters') continue;
        const row = rows.find(({ flag = '' }) => flagsIn(flag).includes(name));
        expect(codesIn(row?.parameter), name).to.include(sets[1]);
      }
    });

    it('name no flag that there is not', () => {
      const named = rowsOf('other flag').flatMap((row) => flagsIn(row['other flag'] ?? ''));
      expect(named.filter((name) => !flags.has(name))).to.deep.equal([]);
    });

    it('leave out no flag', () => {
      const named = new Set([...flagsIn(manual), ...Object.keys(OPTIONS).map(kebab)]);
      expect([...flags.keys(), ...confirmFlags.keys()].filter((name) => !named.has(name))).to.deep.equal([]);
    });

    it('tell the defaults that --help tells', () => {
      for (const row of rowsOf('other flag')) {
        for (const name of flagsIn(row['other flag'] ?? '')) {
          const help = flags.get(name)?.help ?? '';
          const [, value = ''] = /\(default (\w+)/.exec(help) ?? /(\S+) \(default\)/.exec(help) ?? [];
          expect(row.meaning, name).to.include(value);
        }
      }
    });
  });

  it('has a table of the parameters of a batch that names each', () => {
    const named = codesOf(rowsOf('parameter of a batch'), 'parameter of a batch');
    expect(named).to.have.members(membersOf('lib/bulk/batch-parameters.ts', 'BatchParameters'));
  });

  it('has a table of the options of the handler that names each', () => {
    const named = codesOf(rowsOf('handler option'), 'handler option');
    expect(named).to.have.members(membersOf('lib/handler/options.ts', 'ForgotPasswordHandlerOptions'));
  });

  it('has a table of answers that holds each answer of the handler', () => {
    const table = rowsOf('status');
    for (const { status, body } of Object.values(answers)) {
      const rows = table.filter((row) => row.status?.split(', ').includes(`${status}`));
      const text = codesOf(rows, 'body').join('\n');
      expect(text, `${status}`).to.include('error' in body && !('status' in body) ? body.error : JSON.stringify(body));
    }
  });

  it('has a table of exit codes that names each, and no other', () => {
    const codes = rowsOf('exit code').flatMap((row) => row['exit code']?.split(', ').map(Number) ?? []);
    // The second and third are how a shell tells SIGTERM and SIGHUP, the last a closed output.
    const known = [...Object.values(ExitCode), 143, 129, 141];
    expect(Object.values(ExitCode).filter((code) => !codes.includes(code))).to.deep.equal([]);
    expect(codes.filter((code) => !known.some((each) => each === code))).to.deep.equal([]);
  });

  it('has a table of errors that holds every class and code', () => {
    const rows = rowsOf('class');
    const codes = rows.flatMap((row) => {
      const [first = '', ...rest] = codesIn(row.code);
      const [area = ''] = /^ERR_[A-Z]+/.exec(first) ?? [];
      return [first, ...rest.map((code) => (code.startsWith('_') ? `${area}${code}` : code))];
    });
    const declared = new Set(read('lib/errors/codes.ts').match(/ERR_[A-Z_]+(?=')/g));
    expect(codes).to.have.members([...declared]);
    const classes = [...read('lib/errors/errors.ts').matchAll(/^export class (\w+)/gm)].map(([, name = '']) => name);
    expect(codesOf(rows, 'class')).to.have.members(classes);
  });

  it('has a table of reasons that holds every reason of the code, with exceptions that there are', () => {
    const rows = rowsOf('reason');
    const words = read('lib/errors/reasons.ts').match(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g) ?? [];
    const reasons = new Set(words.filter((word) => !word.endsWith('_HINT')));
    expect(codesOf(rows, 'reason')).to.have.members([...reasons]);
    expect(codesOf(rows, 'exception').filter((name) => !Object.hasOwn(exceptions, name))).to.deep.equal([]);
  });

  it('tells the number of exceptions that there are', () => {
    expect(readme).to.include(`Each of the ${Object.keys(exceptions).length} exceptions`);
  });

  it('tells the size that a page pays, within 3 %', async () => {
    const contents = `
      import { ForgotPasswordClient } from 'cognito-forgot-password';
      const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'abc' });
      export const forgotPassword = (Username) => client.forgotPassword({ Username });`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      // The checkout maps the package's name to its sources.
      tsconfigRaw: {},
      logLevel: 'error',
    });
    const kilobytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1_000;
    const [, told = ''] = /one ForgotPassword call takes \*\*([\d.]+) KB\*\*/.exec(readme) ?? [];
    expect(Number(told), `${kilobytes}: "npm run figures" brings the README up to date`).to.be.closeTo(
      kilobytes,
      kilobytes * 0.03,
    );
  });

  it('has links that lead to headings, its own and those of the page about the command', () => {
    for (const page of pages) {
      for (const [, path = '', anchor = ''] of read(page).matchAll(/\]\(([\w./]*)#([\w-]+)\)/g)) {
        const target = path ? join(page, '..', path) : page;
        expect(anchorsOf(target), `${page}: ${path}#${anchor}`).to.include(anchor);
      }
    }
  });
});

describe('README, SECURITY, CHANGELOG and CONTRIBUTING', () => {
  const documents = [...pages, 'SECURITY.md', 'CHANGELOG.md', 'CONTRIBUTING.md'].map(
    (path) => [path, read(path)] as const,
  );

  it('name only files and folders that there are', () => {
    for (const [path, text] of documents) {
      const named = codesIn(text).filter((code) => /^(spec|lib|schemas)\/[\w./-]+$/.test(code));
      expect(
        named.filter((name) => !existsSync(join(root, name))),
        path,
      ).to.deep.equal([]);
    }
  });

  it('name only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    for (const [path, text] of documents) {
      const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
      expect(
        named.filter((name) => !Object.hasOwn(scripts, name)),
        path,
      ).to.deep.equal([]);
    }
  });
});
