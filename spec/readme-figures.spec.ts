// Holds every number of the README against its source: what was measured, a version, a constant, or a document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type AllFigures, readAllFigures } from './figures/files.ts';
import { awsCliOf } from './figures/one-call-picture.ts';
import { drawPictures, readPicture } from './figures/pictures.ts';
import { imageOf } from './figures/readme.ts';
import {
  documentedNumbers,
  heldTables,
  measuredSentences,
  placesOf,
  toldConstants,
  toldVersions,
} from './figures/readme-figures.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The README, and the page about the command that continues it. */
const readme = ['README.md', 'lib/cli/README.md'].map(read).join('\n');

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** The README without code, targets of links, pictures, numbers of a list's items, and the tables that another spec holds. */
function proseOf(text: string): string {
  const prose = text
    .replace(/^```.*?^```$/gms, blank)
    .replace(/!\[[^\]]*\]\([^)]*\)/g, blank)
    .replace(/`[^`\n]+`/g, blank)
    .replace(/\]\([^)]*\)/g, blank)
    .replace(/^\d+\. /gm, blank);
  return prose.replace(/(?:^\|.*\n)+/gm, (table, start: number) => {
    const [, title = ''] = /^\| ?(.*?) ?\|/.exec(text.slice(start)) ?? [];
    return heldTables.includes(title) ? blank(table) : table;
  });
}

/** The lines whose numbers no text of a list tells. */
function numbersWithoutSource(text: string, ...known: readonly string[]): readonly string[] {
  let rest = proseOf(text);
  for (const sentence of measuredSentences) {
    for (const [start, end] of placesOf(sentence, text)) {
      rest = rest.slice(0, start) + blank(rest.slice(start, end)) + rest.slice(end);
    }
  }
  const told = [...toldVersions, ...toldConstants].map((each) => each.text);
  for (const each of [...told, ...documentedNumbers, ...known]) rest = rest.replaceAll(each, blank(each));
  return rest.split('\n').flatMap((line, index) => {
    const numbers = line.match(/(?<![\w.])\d[\d.,]*/g) ?? [];
    return numbers.map((number) => `line ${index + 1}: ${number}`);
  });
}

/** The version of a dependency that a package.json names. */
function versionOf(file: string, dependency: string): string {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(file)) as Readonly<
    Record<string, Readonly<Record<string, string>> | undefined>
  >;
  const range = { ...dependencies, ...devDependencies, ...optionalDependencies }[dependency] ?? '';
  return range.slice(range.lastIndexOf('@') + 1);
}

/** The paragraph or row of a table that a match stands in. */
const lineAt = (index: number): string => readme.slice(readme.lastIndexOf('\n', index) + 1).split('\n', 1)[0] ?? '';

describe('the figures of the README', () => {
  let measured: AllFigures;

  before(async () => {
    measured = await readAllFigures();
  });

  for (const { command, pattern, figures, tolerance } of measuredSentences) {
    it(`are those that ${command} measured last, in /${pattern.source.slice(0, 40)}…/`, () => {
      const match = pattern.exec(readme);
      expect(match, 'run "npm run figures", or change the pattern').not.to.equal(null);
      const told = match?.slice(1).map((text) => Number(text.replaceAll(',', ''))) ?? [];
      for (const [index, figure] of figures(measured).entries()) {
        const unit = command === 'npm run size' ? 1_000 : 1;
        expect((told[index] ?? 0) * unit, `${index}`).to.be.closeTo(figure, figure * tolerance);
      }
      expect(lineAt(match?.index ?? 0)).to.include(`\`${command}\``);
    });
  }

  it('let the README say that no call of ours acted twice, and that each said unknown where it must', () => {
    const { calls, ...others } = measured.campaign.ours;
    expect(others).to.deep.equal({ doubles: 0, failedAfterActing: others.said, said: others.said });
    expect(others.said).to.be.above(calls / 10);
  });

  it('that are versions are those of what the package was tried with', () => {
    for (const { text, file, dependency } of toldVersions) {
      expect(readme, text).to.include(text);
      const [, told = ''] = /(?:^| |v)([\d.]+)$/.exec(text) ?? [];
      expect(`${versionOf(file, dependency)}.`, text).to.match(new RegExp(`^${told.replaceAll('.', '\\.')}\\.`));
    }
  });

  it('that are the version of the AWS CLI are the one that was measured', () => {
    expect(readme).to.include(awsCliOf(measured['one-call']));
  });

  it('that are constants are those of the code', () => {
    for (const { text, file, code } of toldConstants) {
      expect(readme, text).to.include(text);
      expect(read(file), text).to.include(code);
    }
  });

  it('that are documented elsewhere are still there', () => {
    for (const text of documentedNumbers) expect(readme).to.include(text);
  });

  it('all have a source', () => {
    expect(numbersWithoutSource(readme, awsCliOf(measured['one-call']))).to.deep.equal([]);
  });

  it('are missed where they have no source', () => {
    expect(numbersWithoutSource('It answers in 12.5 ms.\n\n`5` [6](#7) UTF-16\n\n| 8 |\n| --- |\n| 9 |')).to.deep.equal(
      ['line 1: 12.5', 'line 3: 6', 'line 5: 8', 'line 7: 9'],
    );
  });
});

describe('the pictures of the README', () => {
  it('are what the committed figures make', async () => {
    for (const picture of await drawPictures()) {
      expect(await readPicture(picture), `${picture.name}: npm run pictures draws it`).to.equal(picture.svg);
    }
  });

  it('stand in the README with their whole content as a text', async () => {
    for (const picture of await drawPictures()) expect(readme).to.include(imageOf(picture));
  });

  it('show a number of codes that each fault led to', async () => {
    for (const { name, endings } of (await readAllFigures())['one-call'].clients) {
      expect([...new Set(endings.map(({ codes }) => codes))], name).to.have.lengthOf(1);
    }
  });

  it('show that each of our builds sends one code and says that the outcome is unknown', async () => {
    const { clients } = (await readAllFigures())['one-call'];
    const endings = clients.filter(({ name }) => name.startsWith('cognito')).flatMap((client) => client.endings);
    expect(endings).to.have.length.above(0);
    for (const { fault, codes, outcome } of endings) {
      expect({ codes, outcome }, fault).to.deep.equal({ codes: 1, outcome: 'unknown' });
    }
  });
});
