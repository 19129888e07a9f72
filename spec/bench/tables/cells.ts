// Tables in Markdown, which read well on a terminal too.
import { markdownTable } from 'markdown-table';
import type { Interval } from '../results.ts';

/** A number with as many digits as matter. */
export function digits(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** A whole number, as a results' key. */
export const whole = (key: string): string => Number(key).toLocaleString('en');

/** A ratio or another small number. */
export const ratio = (value: number): string => (value >= 100 ? digits(value) : value.toFixed(value >= 10 ? 1 : 3));

/** A median, and its interval. */
export function interval({ median, low, high }: Interval, format = digits): string {
  return `${format(median)} (${format(low)}–${format(high)})`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A title, and rows under headings: the first column to the left, all others to the right. */
export function table(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = headings.map((_, column) => (column ? 'right' : 'left'));
  return `\n**${title}**\n\n${markdownTable([headings, ...rows], { align })}`;
}
