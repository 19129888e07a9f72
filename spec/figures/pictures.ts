// The pictures of the README, from the committed figures.
import { readFile, writeFile } from 'node:fs/promises';
import { readFigures } from './files.ts';
import { describeOneCall, drawOneCall } from './one-call-picture.ts';
import { describeSizes, drawSizes } from './size-picture.ts';

/** A picture, and its content in sentences. */
export interface Picture {
  readonly name: 'one-call' | 'size';
  readonly svg: string;
  readonly text: string;
}

/** The file of a picture. */
export const fileOf = ({ name }: Pick<Picture, 'name'>): URL => new URL(`${name}.svg`, import.meta.url);

/** Draws all pictures. */
export async function drawPictures(): Promise<readonly Picture[]> {
  const [oneCall, size] = await Promise.all([readFigures('one-call'), readFigures('size')]);
  return [
    { name: 'one-call', svg: drawOneCall(oneCall), text: describeOneCall(oneCall) },
    { name: 'size', svg: drawSizes(size), text: describeSizes(size) },
  ];
}

/** Draws all pictures into their files. */
export async function writePictures(): Promise<void> {
  for (const picture of await drawPictures()) await writeFile(fileOf(picture), picture.svg);
}

/** What is in a picture's file. */
export function readPicture(picture: Pick<Picture, 'name'>): Promise<string> {
  return readFile(fileOf(picture), 'utf8');
}
