// Reads and writes the measured figures of this folder.
import { readFile, writeFile } from 'node:fs/promises';
import type { Campaign, OneCall, Sizes } from './figures.ts';

/** The files, by name. */
export interface Figures {
  readonly campaign: Campaign;
  readonly 'one-call': OneCall;
  readonly size: Sizes;
}

const urlOf = (name: keyof Figures): URL => new URL(`${name}.json`, import.meta.url);

/** Reads what was measured last. */
export async function readFigures<Name extends keyof Figures>(name: Name): Promise<Figures[Name]> {
  return JSON.parse(await readFile(urlOf(name), 'utf8'));
}

/** Reads all that was measured last. */
export async function readAllFigures(): Promise<Figures> {
  const [campaign, oneCall, size] = await Promise.all([
    readFigures('campaign'),
    readFigures('one-call'),
    readFigures('size'),
  ]);
  return { campaign, 'one-call': oneCall, size };
}

/** Keeps what was measured. */
export async function writeFigures<Name extends keyof Figures>(name: Name, figures: Figures[Name]): Promise<void> {
  await writeFile(urlOf(name), `${JSON.stringify(figures, undefined, 2)}\n`);
}
