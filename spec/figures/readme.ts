// Writes what was measured into the README: figures into their sentences, and pictures with their texts.
import { readFile, writeFile } from 'node:fs/promises';
import { type AllFigures, readAllFigures } from './files.ts';
import { awsCliOf } from './one-call-picture.ts';
import { drawPictures, type Picture } from './pictures.ts';
import { type MeasuredSentence, measuredSentences, placesOf } from './readme-figures.ts';

const README = new URL('../../README.md', import.meta.url);

const pathOf = ({ name }: Picture): string => `spec/figures/${name}.svg`;

/** The picture in Markdown. */
export const imageOf = (picture: Picture): string => `![${picture.text}](${pathOf(picture)})`;

/** Puts the figures of one sentence in the place of those that are there. */
function withFigures(text: string, sentence: MeasuredSentence, measured: AllFigures): string {
  const places = placesOf(sentence, text);
  if (!places.length) throw new Error(`The README has no ${sentence.pattern}`);
  const values = sentence.figures(measured).map(sentence.format);
  // From the last to the first, so that the earlier places stay where they are.
  return places.reduceRight(
    (changed, [start, end], index) => changed.slice(0, start) + values[index] + changed.slice(end),
    text,
  );
}

function withPicture(text: string, picture: Picture): string {
  const image = new RegExp(`!\\[[^\\]]*\\]\\(${pathOf(picture)}\\)`);
  if (!image.test(text)) throw new Error(`The README does not show ${pathOf(picture)}`);
  return text.replace(image, () => imageOf(picture));
}

/** Brings the README up to date with the figures and pictures of this folder. */
export async function refreshReadme(): Promise<void> {
  const measured = await readAllFigures();
  let text = await readFile(README, 'utf8');
  for (const sentence of measuredSentences) text = withFigures(text, sentence, measured);
  text = text.replaceAll(/AWS CLI \d+\.\d+/g, awsCliOf(measured['one-call']));
  for (const picture of await drawPictures()) text = withPicture(text, picture);
  await writeFile(README, text);
}
