import type { ComparedFigure } from '../against/comparison.ts';
import { interval, ratio, table } from './cells.ts';

/** Figures of this build and of the other. */
export function formatAgainst(title: string, figures: readonly ComparedFigure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    interval(figure.own),
    interval(figure.other),
    interval(figure.ratio, ratio),
  ]);
  return table(title, ['figure', 'this build', 'the other', 'this/other'], rows);
}
