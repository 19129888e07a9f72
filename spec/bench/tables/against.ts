import type { ComparedFigure } from '../against/comparison.ts';
import { interval, ratio, table } from './cells.ts';

/** Formats the figures of two builds. */
export function formatAgainst(title: string, figures: readonly ComparedFigure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    interval(figure.own),
    interval(figure.other),
    interval(figure.ratio, ratio),
  ]);
  return table(title, ['figure', 'this build', 'the other', 'this/other'], rows);
}
