// Reads and writes the measured figures of this folder.
import { readFile, writeFile } from 'node:fs/promises';
import type { Results } from '../bench/results.ts';
import type { Campaign, OneCall, Sizes } from './figures.ts';

/** The files, by name. */
export interface Figures {
  readonly campaign: Campaign;
  readonly 'one-call': OneCall;
  readonly size: Sizes;
}

/** All that the README tells of. */
export interface AllFigures extends Figures {
  /** Written by `npm run bench`. */
  readonly bench: Results;
}

const urlOf = (name: keyof Figures): URL => new URL(`${name}.json`, import.meta.url);

/** Reads what was measured last. */
export async function readFigures<Name extends keyof Figures>(name: Name): Promise<Figures[Name]> {
  return JSON.parse(await readFile(urlOf(name), 'utf8'));
}

/** Reads all that was measured last. */
export async function readAllFigures(): Promise<AllFigures> {
  const [campaign, oneCall, size] = await Promise.all([
    readFigures('campaign'),
    readFigures('one-call'),
    readFigures('size'),
  ]);
  const bench: Results = JSON.parse(await readFile(new URL('../bench/results.json', import.meta.url), 'utf8'));
  return { campaign, 'one-call': oneCall, size, bench };
}

/** Keeps what was measured. */
export async function writeFigures<Name extends keyof Figures>(name: Name, figures: Figures[Name]): Promise<void> {
  await writeFile(urlOf(name), `${JSON.stringify(figures, undefined, 2)}\n`);
}
